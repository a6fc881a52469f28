using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using UneXt50.Cameras.Http;
using UneXt50.Cameras.Saving;
using UneXt50.Cameras.Sinks;
using UneXt50.Results;
using UneXt50.Sources;
using UneXt50.Writers;

namespace UneXt50.Cameras.View;

/// <summary>
/// A page that shows what the camera sees and what the model says to it, and saves frames under labels that somebody
/// gives them. Viewers ask for frames; one that is slow or gone costs nothing.
/// </summary>
public sealed class CameraView : ISink
{
    /// <summary>Where it listens if nothing else is said.</summary>
    public static readonly IPEndPoint DefaultAddress = new(IPAddress.Loopback, 4912);

    private const int MostClients = 16;
    private const string FramePath = "/frame/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WrongTokenDelay = TimeSpan.FromSeconds(1);

    private readonly ViewOptions _options;
    private readonly ViewAccess _access;
    private readonly LabelledFolder? _folder;
    private readonly Lock _saving = new();
    private readonly FrameShelf _shelf = new();
    private readonly RegionTurns _turns = new();
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly HttpServer _server;

    /// <summary>Begins to serve.</summary>
    /// <exception cref="UneXt50Exception">
    /// Others than this machine could look without a token, or it is too short (Usage); the address is taken, or the
    /// folder cannot be had (Output).
    /// </exception>
    public CameraView(ViewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Token is null && !IPAddress.IsLoopback(options.Address.Address))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, $"{Setting.View} {options.Address}", "anyone who reaches that address could look",
                $"give a token ({Setting.ViewTokenFile}), or listen on 127.0.0.1");
        }

        _options = options;
        _access = new ViewAccess(options.Token);
        _folder = options.SaveFolder is { } folder ? new LabelledFolder(folder, options.SaveLimit) : null;
        _server = new HttpServer(Setting.View, options.Address, MostClients, AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _server.Address;

    /// <inheritdoc/>
    public bool TakesPictures => true;

    /// <inheritdoc/>
    public void Take(Frame frame, Outcome outcome, bool isReported)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_turns.IsNext(outcome.Capture)) _shelf.Put(frame, outcome);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // Whoever looks later is told by the closed port.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        _shelf.Dispose();
    }

    private async ValueTask<HttpResponse> AnswerAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request is { Method: "POST", Path: "/token" })
            return await AdmitAsync(request, cancellation).ConfigureAwait(false);
        if (!_access.IsGiven(request)) return ViewPages.Token(wasWrong: false);
        return request switch
        {
            { Method: "GET", Path: "/" } => ViewPages.View(),
            { Method: "GET", Path: "/about" } => About(),
            { Method: "GET", Path: "/state" } => await StateAsync(request.Query, cancellation).ConfigureAwait(false),
            { Method: "GET", Path: var path } when path.StartsWith(FramePath, StringComparison.Ordinal) =>
                Picture(path[FramePath.Length..]),
            { Method: "POST", Path: "/save" } => Save(request),
            { Method: "GET" } => HttpResponse.Text("404 Not Found", "There is no such page.\n"),
            _ => HttpResponse.Text(
                "405 Method Not Allowed", "GET the pages, POST to /save.\n", ("Allow", "GET, POST")),
        };
    }

    private async ValueTask<HttpResponse> AdmitAsync(HttpRequest request, CancellationToken cancellation)
    {
        const string Field = "token=";
        var given = request.Body.StartsWith(Field, StringComparison.Ordinal)
            ? WebUtility.UrlDecode(request.Body[Field.Length..]) : "";
        if (_access.IsToken(given.Trim()))
            return HttpResponse.Text("303 See Other", "", ("Location", "/"), ("Set-Cookie", _access.NewCookie));
        await Task.Delay(WrongTokenDelay, cancellation).ConfigureAwait(false); // who guesses should not do so fast
        return ViewPages.Token(wasWrong: true);
    }

    private HttpResponse About()
    {
        var (model, feed) = (_options.Model, _options.Feed);
        return Json(
            "200 OK",
            new ViewAbout(
                ProgramVersion.Text, Path.GetFileName(model.Path), model.Card.Architecture, model.Card.Precision,
                feed.Name, feed.Mode ?? "", _options.Labels, Classes()),
            CamerasJson.Default.ViewAbout);
    }

    private async ValueTask<HttpResponse> StateAsync(string query, CancellationToken cancellation)
    {
        const string Parameter = "after=";
        var after = query.StartsWith(Parameter, StringComparison.Ordinal) ? Number(query[Parameter.Length..]) : 0;
        var shown = await _shelf.NextAsync(after, Patience, cancellation).ConfigureAwait(false);
        var feed = _options.Feed;
        return Json(
            "200 OK",
            new ViewState(
                shown?.Number ?? 0, shown?.Arrival, shown?.Jpeg.IsEmpty == false,
                shown is null ? null : ClassificationRow.From(shown.Outcome, _options.Classes), _shelf.Count,
                feed.IsLost, feed.Skipped, Environment.WorkingSet, _run),
            CamerasJson.Default.ViewState);
    }

    private HttpResponse Picture(string number) =>
        _shelf.Find(Number(number)) is { Jpeg: { IsEmpty: false } jpeg }
            ? new HttpResponse("200 OK", "image/jpeg", jpeg)
            : HttpResponse.Text("404 Not Found", "That frame is gone.\n");

    private HttpResponse Save(HttpRequest request)
    {
        // A foreign page cannot send this type without a CORS preflight, which is refused.
        if (request.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return Refused("415 Unsupported Media Type", "send application/json");
        if (_folder is null)
            return Refused("404 Not Found", Setting.Worded($"frames are only saved with {Setting.SaveDir}"));
        try
        {
            if (SaveRequest.Parse(request.Body) is not { } asked)
                return Refused("400 Bad Request", "give a frame and a label, as JSON");
            if (_shelf.Find(asked.Frame) is not { Jpeg.IsEmpty: false } shown)
                return Refused("410 Gone", "that frame is gone: save the one that is shown now");
            var answer = shown.Outcome.Prediction is { } prediction ? BestAnswer.Of(prediction) : null;
            var name = SavedName.Create(shown.Arrival, answer?.Label ?? "", answer?.Probability ?? 0);
            lock (_saving)
            {
                var path = _folder.Save(asked.Label.Trim(), name, shown.Jpeg.Span);
                return Json("200 OK", new SaveAnswer(path, Classes(), null), CamerasJson.Default.SaveAnswer);
            }
        }
        catch (UneXt50Exception failure)
        {
            var status = failure.Kind == ErrorKind.Usage ? "400 Bad Request" : "507 Insufficient Storage";
            return Refused(status, failure.Message);
        }
    }

    private IReadOnlyList<LabelledClass>? Classes()
    {
        lock (_saving) return _folder?.Classes;
    }

    private static HttpResponse Refused(string status, string error) =>
        Json(status, new SaveAnswer(null, null, error), CamerasJson.Default.SaveAnswer);

    private static HttpResponse Json<T>(string status, T value, JsonTypeInfo<T> shape) =>
        new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, shape));

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>What became of it: the file and all class folders, or an error.</summary>
    internal sealed record SaveAnswer(string? Saved, IReadOnlyList<LabelledClass>? Classes, string? Error);

    /// <summary>What stays the same during a run.</summary>
    /// <param name="Version">Of the program.</param>
    /// <param name="Model">The model file's name.</param>
    /// <param name="Architecture">Of the model.</param>
    /// <param name="Precision">Of the model.</param>
    /// <param name="Camera">The camera's name.</param>
    /// <param name="Mode">Format, size and rate it delivered at the start.</param>
    /// <param name="Labels">Labels to choose from.</param>
    /// <param name="Classes">The class folders there are; null where nothing is saved.</param>
    internal sealed record ViewAbout(
        string Version, string Model, string Architecture, string Precision, string Camera, string Mode,
        IReadOnlyList<string> Labels, IReadOnlyList<LabelledClass>? Classes);

    /// <summary>The newest frame that is shown, and how the run goes.</summary>
    /// <param name="Frame">Its number; 0 before the first.</param>
    /// <param name="Arrival">When it came, in UTC.</param>
    /// <param name="Picture">Whether there is a picture of it.</param>
    /// <param name="Result">Its row of JSON lines: classes, or heads, and milliseconds, or an error.</param>
    /// <param name="Seen">Frames that were looked at.</param>
    /// <param name="Lost">Whether the camera is lost.</param>
    /// <param name="Skipped">Frames that gave way to newer ones.</param>
    /// <param name="ResidentBytes">Resident memory of the program.</param>
    /// <param name="Run">Another one is another run, whose frames are counted anew.</param>
    internal sealed record ViewState(
        long Frame, DateTime? Arrival, bool Picture, ClassificationRow? Result, long Seen, bool Lost, long Skipped,
        long ResidentBytes, string Run);
}
