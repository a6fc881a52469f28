using System.Net;
using System.Text;
using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Serving;

/// <summary>What callers of <c>unext50 serve</c> get.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Server _server;

    public ServeTests() => _server = Start("--max-body", "100kB");

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private Server Start(params string[] arguments) =>
        new(new Unext50 { Folder = _folder.Path }, ["--listen", "127.0.0.1:0", .. arguments]);

    private static string[] Labels(JsonElement row) =>
        [.. row.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("label").GetString()!)];

    // All that does not depend on the clock, and not on the name.
    private static string Stable(JsonElement row) => string.Join(
        '\n', row.EnumerateObject().Where(field => field.Name is not ("input" or "milliseconds")));

    [Fact]
    public void A_picture_gets_the_document_that_the_command_line_writes()
    {
        var expected = JsonDocument.Parse(Unext50.Run("classify", "--format", "json", Samples.Red).Output).RootElement;

        var answer = _server.Post("/classify", Samples.Red);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", $"{answer.Content.Headers.ContentType}");
        var document = Server.Json(answer);
        Assert.Equal(
            expected.EnumerateObject().Select(field => field.Name),
            document.EnumerateObject().Select(field => field.Name));
        Assert.Equal($"{expected.GetProperty("model")}", $"{document.GetProperty("model")}");
        var row = Assert.Single(document.GetProperty("results").EnumerateArray());
        Assert.Equal(Stable(expected.GetProperty("results")[0]), Stable(row));
        Assert.Equal("-", row.GetProperty("input").GetString());
        Assert.Equal(1, document.GetProperty("summary").GetProperty("succeeded").GetInt32());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("image/png")]
    [InlineData("IMAGE/JPEG")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    public void The_bytes_decide_what_a_picture_is(string? type) =>
        Assert.Equal(HttpStatusCode.OK, _server.Post("/classify", Samples.Red, type).StatusCode);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("video/mp4")]
    public void What_says_that_it_is_no_picture_is_not_read(string type) =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, _server.Post("/classify", Samples.Red, type).StatusCode);

    [Fact]
    public void A_coded_body_is_not_read()
    {
        using var body = Server.Body(Samples.Red);
        body.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, _server.Post("/classify", body).StatusCode);
    }

    [Fact]
    public void Several_pictures_are_answered_in_order_and_a_bad_one_in_its_row()
    {
        _folder.Add("bad.jpg", "no picture");
        using var form = Server.Form(Samples.Red, _folder["bad.jpg"], Samples.Green, Samples.Blue);

        var answer = _server.Post("/classify", form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var rows = Server.Json(answer).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(
            ["red.png", "bad.jpg", "green.jpg", "blue.webp"], rows.Select(row => row.GetProperty("input").GetString()));
        Assert.Equal(["red", "green", "blue"], rows.Where((_, i) => i != 1).Select(row => Labels(row)[0]));
        var expected = JsonDocument.Parse(
            Unext50.Run("classify", "--format", "json", _folder["bad.jpg"]).Output).RootElement;
        Assert.Equal(Stable(expected.GetProperty("results")[0]), Stable(rows[1]));
    }

    [Fact]
    public void Where_all_pictures_are_bad_the_status_says_it()
    {
        _folder.Add("bad.jpg", "no picture");

        var answer = _server.Post("/classify", _folder["bad.jpg"]);

        Assert.Equal(HttpStatusCode.UnprocessableContent, answer.StatusCode);
        Assert.Contains("not a picture", $"{Server.Json(answer).GetProperty("results")[0].GetProperty("error")}");
    }

    [Fact]
    public void Features_are_an_array_that_leaves_out_what_failed_and_says_so()
    {
        _folder.Add("bad.jpg", "no picture");
        using var form = Server.Form(Samples.Red, _folder["bad.jpg"], Samples.Blue);

        var answer = _server.Post("/features", form);

        Unext50.Run("features", Samples.Red, Samples.Blue, "--out", _folder["expected.npy"]).Exits(0);
        Assert.Equal(File.ReadAllBytes(_folder["expected.npy"]), Server.Bytes(answer));
        Assert.Equal("application/x-npy", $"{answer.Content.Headers.ContentType}");
        Assert.Equal("0, -, 1", Assert.Single(answer.Headers.GetValues("X-Unext50-Rows")));
    }

    [Theory]
    [InlineData("?format=json", null, "application/json")]
    [InlineData("?format=jsonl", null, "application/jsonl")]
    [InlineData("", "application/json", "application/json")]
    [InlineData("", "application/x-ndjson, */*;q=0.1", "application/jsonl")]
    [InlineData("", "text/html, */*;q=0.1", "application/x-npy")]
    [InlineData("?format=npy", "application/json", "application/x-npy")]
    public void Query_and_accept_choose_the_format(string query, string? accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/features" + query)
        {
            Content = Server.Body(Samples.Red),
        };
        if (accept is not null) request.Headers.Add("Accept", accept);

        var answer = _server.Send(request);

        Assert.Equal(type, $"{answer.Content.Headers.ContentType}");
        if (type == "application/x-npy") return;
        var first = Server.Json(answer);
        var row = type == "application/json" ? first.GetProperty("results")[0] : first;
        Assert.Equal([1, 0, 0], row.GetProperty("features").EnumerateArray().Select(value => value.GetDouble()));
    }

    [Theory]
    [InlineData("/classify?format=npy", "*/*", HttpStatusCode.BadRequest)]
    [InlineData("/classify?top=1", "*/*", HttpStatusCode.BadRequest)]
    [InlineData("/classify", "text/html", HttpStatusCode.NotAcceptable)]
    [InlineData("/classify", "application/json;q=0", HttpStatusCode.NotAcceptable)]
    public void Formats_that_there_are_not_are_refused(string path, string accept, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Server.Body(Samples.Red) };
        request.Headers.Add("Accept", accept);

        Assert.Equal(status, _server.Send(request).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/classify", HttpStatusCode.MethodNotAllowed, "POST")]
    [InlineData("PUT", "/features", HttpStatusCode.MethodNotAllowed, "POST")]
    [InlineData("POST", "/healthz", HttpStatusCode.MethodNotAllowed, "GET, HEAD")]
    [InlineData("DELETE", "/metrics", HttpStatusCode.MethodNotAllowed, "GET, HEAD")]
    [InlineData("GET", "/", HttpStatusCode.NotFound, null)]
    [InlineData("POST", "/classify/", HttpStatusCode.NotFound, null)]
    public void Other_methods_and_paths_are_refused(string method, string path, HttpStatusCode status, string? allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = _server.Send(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEqual("", Server.Json(answer).GetProperty("error").GetString());
        if (allowed is not null) Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    public void It_tells_how_it_is()
    {
        _server.Post("/classify", Samples.Red);

        Assert.Equal("ok\n", Encoding.UTF8.GetString(Server.Bytes(_server.Get("/healthz"))));
        Assert.Equal(1, _server.Metric("unext50_pictures_total{outcome=\"answered\"}"));
        Assert.Equal(1, _server.Metric("unext50_answers_total{label=\"red\"}"));
        Assert.Equal(1, _server.Metric("unext50_requests_total{path=\"/classify\",status=\"200\"}"));
        var paths = Server.Json(_server.Get("/openapi.json")).GetProperty("paths").EnumerateObject();
        Assert.Equal(
            ["/classify", "/features", "/healthz", "/metrics", "/openapi.json"], paths.Select(path => path.Name));
    }

    [Fact]
    public void A_body_that_is_too_long_is_refused_before_it_is_read()
    {
        using var connection = _server.Connect();
        connection.Write("POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000000\r\n\r\n"u8);

        using var reader = new StreamReader(connection);
        Assert.Equal("HTTP/1.1 413 Content Too Large", reader.ReadLine());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_caller_that_sends_too_much_is_told_so_even_while_it_sends(bool isChunked)
    {
        using var body = new StreamContent(new MemoryStream(new byte[5_000_000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/classify") { Content = body };
        request.Headers.TransferEncodingChunked = isChunked;

        var answer = _server.Send(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("larger than 0.100 MB", $"{Server.Json(answer).GetProperty("error")}");
        Assert.Equal(HttpStatusCode.OK, _server.Post("/classify", Samples.Red).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("no type at all")]
    public void Bodies_without_a_picture_are_told_as_that(string type)
    {
        using var body = new ByteArrayContent(type.Length == 0 ? [] : "--y--\r\n"u8.ToArray());
        if (type.Length > 0) body.Headers.TryAddWithoutValidation("Content-Type", type);

        Assert.Equal(HttpStatusCode.BadRequest, _server.Post("/classify", body).StatusCode);
    }

    [Fact]
    public void An_empty_part_is_a_bad_picture_and_costs_only_its_row()
    {
        _folder.Add("empty.jpg", "");
        using var form = Server.Form(_folder["empty.jpg"], Samples.Red);

        var rows = Server.Json(_server.Post("/classify", form)).GetProperty("results");

        Assert.Contains("it is empty", $"{rows[0].GetProperty("error")}");
        Assert.Equal("red", Labels(rows[1])[0]);
    }

    [Theory]
    [InlineData("POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf")]
    [InlineData("POST /classify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal")]
    [InlineData("POST /classify HT")]
    [InlineData("\0\u0001\u0002\u0003\r\n\r\n")]
    public void Broken_requests_cost_others_nothing(string sent)
    {
        using (var connection = _server.Connect()) connection.Write(Encoding.Latin1.GetBytes(sent));

        Assert.Equal(HttpStatusCode.OK, _server.Post("/classify", Samples.Red).StatusCode);
        Server.Until(() => _server.Metric("unext50_requests_open") == 1); // the one that asks
    }

    [Fact]
    public void A_thousand_idle_callers_cost_others_nothing()
    {
        var idle = new List<IDisposable>();
        for (var i = 0; i < 1000; i++) idle.Add(_server.Connect());

        Assert.Equal(HttpStatusCode.OK, _server.Post("/classify", Samples.Red).StatusCode);
        foreach (var one in idle) one.Dispose();
    }

    [Fact]
    public void A_host_that_is_not_this_machine_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = "elsewhere.example";

        Assert.Equal(HttpStatusCode.Forbidden, _server.Send(request).StatusCode);
    }

    [Fact]
    public void A_head_answers_and_options_of_classes_hold()
    {
        _folder.AddClasses();
        Unext50.Run("head", "train", _folder["photos"], "--out", _folder["h.head.onnx"], "-q").Exits(0);
        using var server = Start("--head", "h.head.onnx", "--top", "1");

        var row = Server.Json(server.Post("/classify?format=jsonl", Samples.Red));

        Assert.Single(Labels(row));
        Assert.Equal(["warm"], Labels(row.GetProperty("heads")[0]));
    }

    [Fact]
    public void Where_there_is_a_token_nothing_is_answered_without_it()
    {
        _folder.Add("token", "a token of more than sixteen letters\n");
        using var server = Start("--token-file", "token");

        foreach (var path in (string[])["/metrics", "/openapi.json", "/nothing"])
            Assert.Equal(HttpStatusCode.Unauthorized, server.Get(path).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, server.Post("/classify", Samples.Red).StatusCode);
        Assert.Equal(HttpStatusCode.OK, server.Get("/healthz").StatusCode);
        foreach (var (token, status) in new[]
        {
            ("a token of more than sixteen lettuce", HttpStatusCode.Unauthorized),
            ("a token of more than sixteen letters", HttpStatusCode.OK),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/classify")
            {
                Content = Server.Body(Samples.Red),
            };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            Assert.Equal(status, server.Send(request).StatusCode);
        }
    }

    [Fact]
    public void A_model_without_classes_gives_features_only()
    {
        File.WriteAllBytes(_folder["backbone.onnx"], new TinyModel { HasHead = false }.ToBytes());
        using var server = Start("--model", "backbone.onnx");

        Assert.Equal(HttpStatusCode.NotFound, server.Post("/classify", Samples.Red).StatusCode);
        Assert.Equal(HttpStatusCode.OK, server.Post("/features", Samples.Red).StatusCode);
    }
}
