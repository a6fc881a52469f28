using System.Net;
using System.Text;
using UneXt50.Cameras.Http;
using UneXt50.Cameras.Sinks;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.Metrics;

/// <summary>Serves <c>/metrics</c> over HTTP, to this machine.</summary>
public sealed class MetricsServer : ISink
{
    private const int MostClients = 8;

    private readonly CameraMetrics _metrics;
    private readonly HttpServer _server;

    /// <summary>Begins to serve.</summary>
    /// <param name="address">A loopback address; port 0 takes any that is free.</param>
    /// <param name="metrics">What to serve.</param>
    /// <exception cref="UneXt50Exception">
    /// Others than this machine would be served (Usage), or the address is taken (Output).
    /// </exception>
    public MetricsServer(IPEndPoint address, CameraMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!IPAddress.IsLoopback(address.Address))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, Setting.MetricsListen,
                $"{address} is no loopback address, and anyone who reaches it would be served",
                "listen on 127.0.0.1 or [::1], and let a proxy with passwords lead there");
        }

        _metrics = metrics;
        _server = new HttpServer(Setting.MetricsListen, address, MostClients, (request, _) => new(Answer(request)));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _server.Address;

    /// <inheritdoc/>
    public void Take(Frame frame, Outcome outcome, bool isReported)
    {
        // The metrics have taken it.
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // Whoever asks later is told by the closed port.
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private HttpResponse Answer(HttpRequest request) => request switch
    {
        { Method: "GET", Path: "/metrics" } =>
            new HttpResponse("200 OK", PrometheusText.ContentType, Encoding.UTF8.GetBytes(_metrics.Render())),
        { Method: "GET" } => HttpResponse.Text("404 Not Found", "Here is only /metrics.\n"),
        _ => HttpResponse.Text("405 Method Not Allowed", "GET /metrics.\n", ("Allow", "GET")),
    };
}
