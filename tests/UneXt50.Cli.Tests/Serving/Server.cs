using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace UneXt50.Cli.Tests.Serving;

/// <summary><c>unext50 serve</c> as a program of its own, and a caller of it.</summary>
internal sealed class Server : IDisposable
{
    private const string Serving = "serving at ";

    private readonly Process _process;

    public Server(Unext50 program, params string[] arguments)
    {
        _process = program.Start(["serve", .. arguments]);
        var line = _process.StandardError.ReadLine() ?? "";
        Assert.Contains(Serving, line, StringComparison.Ordinal);
        Name = line[(line.IndexOf(Serving, StringComparison.Ordinal) + Serving.Length)..];
        Caller = NewCaller();
    }

    /// <summary>Where it says that it serves.</summary>
    public string Name { get; }

    private HttpClient Caller { get; }

    private EndPoint Place => Name.StartsWith("unix:", StringComparison.Ordinal)
        ? new UnixDomainSocketEndPoint(Name["unix:".Length..]) : IPEndPoint.Parse(new Uri(Name).Authority);

    /// <summary>A connection on which any bytes can be sent.</summary>
    public NetworkStream Connect()
    {
        var isFile = Place is UnixDomainSocketEndPoint;
        var socket = new Socket(
            Place.AddressFamily, SocketType.Stream, isFile ? ProtocolType.Unspecified : ProtocolType.Tcp);
        socket.Connect(Place);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private HttpClient NewCaller() => new(new SocketsHttpHandler
    {
        ConnectCallback = (_, _) => new ValueTask<Stream>(Connect()),
        UseProxy = false,
    })
    {
        BaseAddress = new Uri("http://localhost/"),
        Timeout = Unext50.Patience,
    };

    public HttpResponseMessage Get(string path) => Caller.GetAsync(path).Result;

    public HttpResponseMessage Post(string path, HttpContent body) => Caller.PostAsync(path, body).Result;

    public HttpResponseMessage Post(string path, string file, string? type = null) => Post(path, Body(file, type));

    public HttpResponseMessage Send(HttpRequestMessage request) => Caller.SendAsync(request).Result;

    public static byte[] Bytes(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync().Result;

    public static ByteArrayContent Body(string file, string? type = null)
    {
        var body = new ByteArrayContent(File.ReadAllBytes(file));
        if (type is not null) body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return body;
    }

    /// <summary>Several files in one body, in order.</summary>
    public static MultipartFormDataContent Form(params string[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var file in files) form.Add(Body(file), "picture", Path.GetFileName(file));
        return form;
    }

    public static JsonElement Json(HttpResponseMessage answer) =>
        JsonDocument.Parse(answer.Content.ReadAsStringAsync().Result).RootElement;

    /// <summary>The value of a metric that has this name and these labels.</summary>
    public double Metric(string sample) =>
        Get("/metrics").Content.ReadAsStringAsync().Result.Split('\n')
            .Where(line => line.StartsWith(sample + " ", StringComparison.Ordinal))
            .Select(line => double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture))
            .SingleOrDefault(double.NaN);

    /// <summary>Waits until something is so.</summary>
    public static void Until(Func<bool> isSo)
    {
        for (var waiting = Stopwatch.StartNew(); !isSo(); Thread.Sleep(20))
            Assert.True(waiting.Elapsed < Unext50.Patience, "it never was so");
    }

    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    public int ExitCode()
    {
        Assert.True(_process.WaitForExit(Unext50.Patience), "it does not end");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Caller.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
