using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using UneXt50.Cameras.Metrics;
using UneXt50.Cameras.Sinks;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Options;

/// <summary>The options about Prometheus.</summary>
internal sealed class MetricsOptionSet
{
    private const string Extension = ".prom";

    private readonly Option<string?> _file = new("--metrics")
    {
        Description = "Keep metrics in this file for node_exporter's textfile collector; the name must end with .prom",
        HelpName = "file.prom",
        CustomParser = ParseFile,
    };

    private readonly Option<IPEndPoint?> _listen = new("--metrics-listen")
    {
        Description = "Serve metrics over HTTP at /metrics on this port, to this machine only",
        HelpName = "[127.0.0.1:]port",
        CustomParser = ParseAddress,
    };

    public IEnumerable<Option> All => [_file, _listen];

    /// <summary>Begins to count, write and serve, as far as that is asked for.</summary>
    /// <exception cref="UneXt50Exception">The file cannot be written, or the port is taken.</exception>
    public void Open(
        ParseResult parsed, SinkSet sinks, CameraMetricsOptions counted, SinkEvents events, bool quiet)
    {
        var (path, address) = (parsed.GetValue(_file), parsed.GetValue(_listen));
        if (path is null && address is null) return;
        var metrics = sinks.Add(new CameraMetrics(counted));
        if (path is not null) sinks.Add(new MetricsFile(path, metrics, events));
        if (address is null) return;
        var server = sinks.Add(new MetricsServer(address, metrics));
        if (!quiet) Messages.Note($"metrics at http://{server.Address}/metrics");
    }

    private static string? ParseFile(ArgumentResult result)
    {
        var path = result.Tokens[^1].Value;
        if (path.EndsWith(Extension, StringComparison.Ordinal)) return path;
        result.AddError(
            $"--metrics takes a name that ends with {Extension}, as node_exporter reads no other, not '{path}'.");
        return null;
    }

    private static IPEndPoint? ParseAddress(ArgumentResult result)
    {
        if (AddressOption.Parse(result, "--metrics-listen", "127.0.0.1:9477") is not { } endpoint) return null;
        if (IPAddress.IsLoopback(endpoint.Address)) return endpoint;
        result.AddError(
            $"--metrics-listen: {endpoint.Address} is not a loopback address, and anyone who reaches it would be "
            + "served; listen on 127.0.0.1 or [::1], and let a proxy with passwords lead there.");
        return null;
    }
}
