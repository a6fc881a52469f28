using System.Runtime.InteropServices;
using System.Text.Json.Serialization.Metadata;
using UneXt50.Cameras.Http;
using UneXt50.Results;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50.Cameras.Serving;

/// <summary>Outcomes as an answer: the bytes that the command line would write.</summary>
internal sealed class AnswerBody(PictureServerOptions options, AnswerFormat format, IReadOnlyList<Outcome> outcomes)
{
    /// <summary>Classes, as <c>unext50 classify</c> writes them.</summary>
    public HttpResponse Classes(LatencyRecorder recorder) => Rows(
        recorder, CoreJson.Default.ClassificationRow, outcome => ClassificationRow.From(outcome, options.Classes));

    /// <summary>Features, as <c>unext50 features</c> writes them.</summary>
    public HttpResponse Features(LatencyRecorder recorder) => format == AnswerFormat.Npy ? Array() : Rows(
        recorder, CoreJson.Default.FeatureRow, outcome => FeatureRow.From(outcome, options.Normalization));

    private HttpResponse Rows<TRow>(LatencyRecorder recorder, JsonTypeInfo<TRow> shape, Func<Outcome, TRow> rowOf)
    {
        using var bytes = new MemoryStream();
        if (format == AnswerFormat.Json)
        {
            var model = options.Model;
            using var document = new ResultsDocument<TRow>(bytes, shape, model.Path, model.Card);
            foreach (var outcome in outcomes)
            {
                recorder.Record(outcome);
                document.Write(rowOf(outcome));
            }

            document.Complete(recorder.Summarize(model.LoadTime) with { Engine = model.EngineDescription });
        }
        else
        {
            foreach (var outcome in outcomes)
            {
                bytes.Write(CoreJson.ToLine(rowOf(outcome), shape));
                bytes.WriteByte((byte)'\n');
            }
        }

        return Response(bytes.ToArray());
    }

    /// <summary>An array [N, D] of those that succeeded; a header says which row is whose.</summary>
    private HttpResponse Array()
    {
        var rows = outcomes.Where(outcome => outcome.Prediction is not null)
            .Select(outcome => options.Normalization.Apply(outcome.Prediction!.Features)).ToList();
        using var bytes = new MemoryStream();
        bytes.Write(NpyHeader.Encode(NpyType.Float32, rows.Count, [options.Model.FeatureWidth]));
        foreach (var row in rows) bytes.Write(MemoryMarshal.AsBytes<float>(row));
        var next = 0;
        var places = string.Join(", ", outcomes.Select(outcome => outcome.Prediction is null ? "-" : $"{next++}"));
        return Response(bytes.ToArray(), ("X-Unext50-Rows", places));
    }

    // Where nothing could be done, the status says it too.
    private HttpResponse Response(byte[] body, params (string Name, string Value)[] headers) => new(
        outcomes.Any(outcome => outcome.Prediction is not null) ? "200 OK" : "422 Unprocessable Content",
        format.MediaTypes[0], body, headers);
}
