using System.Net;
using System.Net.Sockets;
using System.Text;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Serving;

/// <summary>Where <c>unext50 serve</c> listens, how it ends, and what it bears.</summary>
public sealed class ServeLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServeLifeTests() => File.WriteAllBytes(_folder["endless.onnx"], new TinyModel { Ends = false }.ToBytes());

    public void Dispose() => _folder.Dispose();

    // Whoever runs the tests may have had signals ignored.
    private Unext50 Program => new() { Folder = _folder.Path, Through = ["env", "--default-signal"] };

    private string Listen => $"unix:{_folder["s.sock"]}";

    private Server Start(params string[] arguments) => new(Program, ["--listen", Listen, .. arguments]);

    private static string Head(long length) =>
        $"POST /classify?format=jsonl HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n";

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public void A_request_that_has_come_is_answered_before_the_end(string signal, int exitCode)
    {
        var picture = File.ReadAllBytes(Samples.Red);
        using var server = Start();
        using var connection = server.Connect();
        connection.Write(Encoding.ASCII.GetBytes(Head(picture.Length)));
        connection.Write(picture.AsSpan(0, 20));
        Server.Until(() => server.Metric("unext50_requests_open") == 2); // with the one that asks for the metrics

        server.Signal(signal);
        Server.Until(() => !CanConnect(_folder["s.sock"]));
        connection.Write(picture.AsSpan(20));

        using var reader = new StreamReader(connection);
        var answer = reader.ReadToEnd();
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("\"label\":\"red\"", answer, StringComparison.Ordinal);
        Assert.Equal(exitCode, server.ExitCode());
        Assert.Equal(["endless.onnx"], _folder.Names);
    }

    private static bool CanConnect(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [Fact]
    public void Work_for_a_caller_that_leaves_is_given_up()
    {
        using var server = Start("--model", "endless.onnx", "--threads", "1", "--timeout", "3600");
        var picture = File.ReadAllBytes(Samples.Red);
        using (var connection = server.Connect())
        {
            connection.Write(Encoding.ASCII.GetBytes(Head(picture.Length)));
            connection.Write(picture);
            Server.Until(() => server.Metric("unext50_requests_open") == 2);
        }

        Server.Until(() => server.Metric("unext50_callers_left_total") == 1);
        Assert.Equal(1, server.Metric("unext50_requests_open"));
    }

    [Fact]
    public void What_takes_too_long_is_ended_and_told()
    {
        using var server = Start("--model", "endless.onnx", "--timeout", "0.5");

        var answer = server.Post("/classify", Samples.Red);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("no answer within 0.5 s", $"{Server.Json(answer).GetProperty("error")}");
    }

    [Fact]
    public void A_slow_body_does_not_keep_others_waiting_and_is_given_up()
    {
        using var server = Start("--timeout", "2", "--threads", "1", "--queue", "0");
        using var slow = server.Connect();
        slow.Write(Encoding.ASCII.GetBytes(Head(1000) + "half"));
        Server.Until(() => server.Metric("unext50_requests_open") == 2);

        Assert.Equal(HttpStatusCode.OK, server.Post("/classify", Samples.Red).StatusCode);
        using var reader = new StreamReader(slow);
        Assert.StartsWith("HTTP/1.1 503", reader.ReadLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_request_more_than_the_queue_holds_is_told_to_come_again()
    {
        using var server = Start("--model", "endless.onnx", "--threads", "1", "--queue", "1", "--timeout", "3600");
        var picture = File.ReadAllBytes(Samples.Red);
        var waiting = new List<NetworkStream>();
        for (var i = 0; i < 2; i++)
        {
            waiting.Add(server.Connect());
            waiting[i].Write(Encoding.ASCII.GetBytes(Head(picture.Length)));
            waiting[i].Write(picture);
        }

        // One that is taken before those two would never come back.
        Server.Until(() => server.Metric("unext50_requests_queued") == 2);
        var answer = server.Post("/classify", Samples.Red);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        foreach (var one in waiting) one.Dispose();
        Server.Until(() => server.Metric("unext50_requests_queued") == 0);
    }

    [Fact]
    public void The_socket_of_a_killed_server_is_replaced()
    {
        using (var killed = Start()) killed.Signal("KILL");
        Server.Until(() => !CanConnect(_folder["s.sock"]));
        Assert.Contains("s.sock", _folder.Names);

        using var server = Start();

        Assert.Equal(HttpStatusCode.OK, server.Post("/classify", Samples.Red).StatusCode);
    }

    [Fact]
    public void A_second_server_at_the_same_place_is_refused()
    {
        using var first = Start();
        Program.With("serve", "--listen", Listen).Fails(4, "another program listens there");
        Assert.Equal(HttpStatusCode.OK, first.Get("/healthz").StatusCode);

        using var other = new Server(Program, "--listen", "127.0.0.1:0");
        Program.With("serve", "--listen", new Uri(other.Name).Authority)
            .Fails(4, "cannot be listened on", "another port");
    }

    [Fact]
    public void A_file_that_is_no_dead_socket_of_ours_is_left_alone()
    {
        _folder.Add("s.sock", "mine");
        Program.With("serve", "--listen", Listen).Fails(4, "no socket");
        Assert.Equal("mine", File.ReadAllText(_folder["s.sock"]));

        _folder.Shell("rm s.sock && ln -s nowhere s.sock");
        Program.With("serve", "--listen", Listen).Fails(4, "link");
        _folder.Shell("rm s.sock && mkdir s.sock");
        Program.With("serve", "--listen", Listen).Fails(4, "no socket");
        Program.With("serve", "--listen", $"unix:{_folder["none/s.sock"]}").Fails(4, "there is no folder");
    }

    [Fact]
    public void A_socket_that_took_the_place_of_ours_stays()
    {
        using var server = Start();
        _folder.Shell("rm s.sock");
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(_folder["s.sock"]));

        server.Signal("TERM");

        Assert.Equal(143, server.ExitCode());
        Assert.Contains("s.sock", _folder.Names);
    }

    [Theory]
    [InlineData("0177", UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(
        "0117", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void The_umask_decides_who_may_call(string umask, UnixFileMode mode)
    {
        var program = Program with { Through = ["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"] };
        using var server = new Server(program, "--listen", Listen);

        Assert.Equal(mode, File.GetUnixFileMode(_folder["s.sock"]));
    }

    [Theory]
    [InlineData(2, "nothing to listen on")]
    [InlineData(2, "takes a port", "--listen", "here")]
    [InlineData(2, "takes a port", "--listen", "127.0.0.1")]
    [InlineData(2, "takes a port", "--listen", "http://127.0.0.1:8080/")]
    [InlineData(2, "takes a port", "--listen", "127.0.0.1:99999")]
    [InlineData(2, "needs the path", "--listen", "unix:")]
    [InlineData(2, "needs the path", "--listen", "unix:folder/")]
    [InlineData(2, "anyone who reaches that address", "--listen", "0.0.0.0:0")]
    [InlineData(2, "anyone who reaches that address", "--listen", "[::]:0")]
    [InlineData(2, "at least 16 letters", "--listen", "0", "--token-file", "short")]
    [InlineData(2, "no such file", "--listen", "0", "--token-file", "missing")]
    [InlineData(2, "--max-body takes", "--listen", "0", "--max-body", "much")]
    [InlineData(2, "--max-body takes at most", "--listen", "0", "--max-body", "2GB")]
    [InlineData(2, "--queue takes", "--listen", "0", "--queue", "-1")]
    [InlineData(2, "--timeout takes", "--listen", "0", "--timeout", "0")]
    [InlineData(3, "there is no such model file", "--listen", "0", "--model", "missing.onnx")]
    [InlineData(4, "cannot be listened on", "--listen", "192.0.2.1:80", "--token-file", "long")]
    public void Wrong_options_are_told(int exitCode, string problem, params string[] arguments)
    {
        _folder.Add("short", "secret");
        _folder.Add("long", "a token of more than sixteen letters");

        Program.With(["serve", .. arguments]).Fails(exitCode, problem);
    }

    [Fact]
    public void A_path_that_is_too_long_for_a_socket_is_told() =>
        Program.With("serve", "--listen", "unix:/tmp/" + new string('a', 120)).Fails(2, "107 bytes");

    [Fact]
    public void A_socket_of_systemd_is_served_and_left_where_it_is()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "no Python is installed");
        // Stands in for systemd: it listens, and what it starts finds the socket as descriptor 3.
        const string Manager = """
            import os, socket, sys
            listening = socket.socket(socket.AF_UNIX)
            listening.bind(sys.argv[1])
            listening.listen()
            os.dup2(listening.fileno(), 3)
            os.set_inheritable(3, True)
            os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
            os.execv(sys.argv[2], sys.argv[2:])
            """;
        using var manager = new ServiceManager(_folder["notify"]);
        var program = Program with
        {
            Through = ["/usr/bin/python3", "-c", Manager, _folder["s.sock"]],
            Variables = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = manager.Name },
        };
        using var server = new Server(program);

        Assert.Equal(Listen, server.Name);
        manager.ReceiveUntil("READY=1");
        Assert.Equal(HttpStatusCode.OK, server.Post("/classify", Samples.Red).StatusCode);
        server.Signal("TERM");
        manager.ReceiveUntil("STOPPING=1");
        Assert.Equal(143, server.ExitCode());
        Assert.Contains("s.sock", _folder.Names);
    }

    [Fact]
    public void What_is_handed_over_and_is_no_socket_is_told()
    {
        var program = Program with
        {
            Through = ["sh", "-c", "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$@\" 3< /dev/null", "sh"],
        };

        program.With("serve").Fails(2, "LISTEN_FDS", "descriptor 3");
    }
}
