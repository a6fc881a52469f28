using System.Text;
using UneXt50.Cameras.Http;
using UneXt50.Cameras.Metrics;
using UneXt50.Inference;
using UneXt50.Results;
using UneXt50.Sources;
using UneXt50.Statistics;

namespace UneXt50.Cameras.Serving;

/// <summary>What is answered under which path.</summary>
internal sealed class PictureRoutes(PictureServerOptions options, SharedModel model, ServingMetrics metrics)
{
    /// <summary>The path that tells whether it serves.</summary>
    public const string Health = "/healthz";

    private const string Classify = "/classify";
    private const string Features = "/features";
    private const string Metrics = "/metrics";
    private const string OpenApi = "/openapi.json";

    private readonly PictureBody.Room _room = new(options.MostBody);
    private int _admitted;

    /// <summary>Requests that are worked on or wait, at most.</summary>
    private int Places => model.Lanes + options.Queue;

    /// <summary>The path as metrics count it.</summary>
    public static string NameOf(string path) =>
        path is Classify or Features or Health or Metrics or OpenApi ? path : "(others)";

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">What comes with it.</param>
    /// <param name="read">Called once the body is read.</param>
    /// <param name="cancellation">Ends the reading and the work.</param>
    /// <exception cref="RequestRefusal">It gets no result.</exception>
    /// <exception cref="UneXt50Exception">The model itself fails.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<HttpResponse> AnswerAsync(
        HttpRequest request, Stream body, Action read, CancellationToken cancellation) => request switch
        {
            { Path: Classify or Features, Method: "POST" } =>
                await LookAsync(request, body, read, cancellation).ConfigureAwait(false),
            { Path: Classify or Features } => throw WrongMethod("POST"),
            { Path: Health or Metrics or OpenApi, Method: not ("GET" or "HEAD") } => throw WrongMethod("GET, HEAD"),
            { Path: Health } => HttpResponse.Text("200 OK", "ok\n"),
            { Path: Metrics } =>
                new HttpResponse("200 OK", PrometheusText.ContentType, Encoding.UTF8.GetBytes(metrics.Render())),
            { Path: OpenApi } => new HttpResponse("200 OK", AnswerFormat.Json.MediaTypes[0], ApiDocument.Bytes),
            _ => throw new RequestRefusal(
                "404 Not Found", "there is no such path; /openapi.json describes those that there are"),
        };

    private async Task<HttpResponse> LookAsync(
        HttpRequest request, Stream stream, Action read, CancellationToken cancellation)
    {
        var ofClasses = request.Path == Classify;
        var format = ofClasses
            ? AnswerFormat.Choose(request, AnswerFormat.Json, AnswerFormat.JsonLines)
            : AnswerFormat.Choose(request, AnswerFormat.Npy, AnswerFormat.Json, AnswerFormat.JsonLines);
        if (ofClasses && options.Model.ClassCount == 0 && options.Heads.Count == 0)
            throw new RequestRefusal("404 Not Found", "the model has no classes, only features; POST to /features");
        var length = request.Headers.ContentLength;
        PictureBody.Check(request, length, options.MostBody);
        if (Volatile.Read(ref _admitted) >= Places) throw QueueFull();
        using var body = new PictureBody(_room);
        var photos = await body.ReadAsync(request, stream, length, cancellation).ConfigureAwait(false);
        read();
        if (Interlocked.Increment(ref _admitted) > Places)
        {
            Interlocked.Decrement(ref _admitted);
            throw QueueFull();
        }

        metrics.BeginWork();
        try
        {
            var recorder = new LatencyRecorder();
            var outcomes = await LookAsync(photos, cancellation).ConfigureAwait(false);
            metrics.Count(outcomes);
            var answer = new AnswerBody(options, format, outcomes);
            return ofClasses ? answer.Classes(recorder) : answer.Features(recorder);
        }
        finally
        {
            metrics.EndWork();
            Interlocked.Decrement(ref _admitted);
        }
    }

    // A few pictures ahead, so that many of one caller leave room between them for those of others.
    private async Task<IReadOnlyList<Outcome>> LookAsync(IReadOnlyList<Photo> photos, CancellationToken cancellation)
    {
        var outcomes = new Task<Outcome>[photos.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (i >= model.Lanes) await outcomes[i - model.Lanes].ConfigureAwait(false);
            outcomes[i] = model.ClassifyAsync(photos[i], cancellation);
        }

        return await Task.WhenAll(outcomes).ConfigureAwait(false);
    }

    private RequestRefusal QueueFull() => RequestRefusal.Busy($"{Places} requests are being answered or wait");

    private static RequestRefusal WrongMethod(string allowed) =>
        new("405 Method Not Allowed", $"use {allowed} here", ("Allow", allowed));
}
