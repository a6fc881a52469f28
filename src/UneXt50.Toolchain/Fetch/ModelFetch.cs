using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Quantization;

namespace UneXt50.Toolchain.Fetch;

/// <summary>Fetches a checkpoint, checks it before a byte of it is understood, and makes a model of it.</summary>
public static class ModelFetch
{
    /// <summary>Fetches, imports and, given photos, quantizes.</summary>
    /// <exception cref="UneXt50Exception">
    /// The checkpoint cannot be had, is another one, or is refused (Checkpoint), or a result cannot be written
    /// (Output).
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static Task<FetchSummary> RunAsync(
        FetchRequest request, IProgress<FetchProgress>? fetching = null,
        IProgress<EvaluationProgress>? quantizing = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(request, path => FetchAsync(request, path, fetching, cancellation), quantizing, cancellation);
    }

    internal static async Task<FetchSummary> RunAsync(
        FetchRequest request, Func<string, Task> fetch, IProgress<EvaluationProgress>? quantizing,
        CancellationToken cancellation)
    {
        // An output that cannot be written should not be found out after a hundred megabytes.
        OutputFile.Create(request.OutputPath).Dispose();
        var checkpoint = request.From ?? request.KeptPath;
        if (request.From is null && FileStatus.Read(checkpoint) is not { Type: FileType.File })
            await fetch(checkpoint).ConfigureAwait(false);
        request.Digest.Verify(checkpoint);

        var import = new ImportRequest
        {
            CheckpointPath = checkpoint,
            LabelsPath = request.LabelsPath,
            OutputPath = request.OutputPath,
            Preprocess = request.Preprocess,
            PreprocessedAs = request.PreprocessedAs,
            Licence = request.Licence,
            Attribution = request.Attribution,
        };
        if (request.Calibration.Count == 0) return new FetchSummary(checkpoint, CheckpointImport.Run(import), null);

        using var folder = new ScratchFolder();
        var floatModel = folder["model.onnx"];
        var summary = CheckpointImport.Run(import with { OutputPath = floatModel });
        var report = ModelQuantization.Run(new QuantizationRequest
        {
            ModelPath = floatModel,
            OutputPath = request.OutputPath,
            Calibration = request.Calibration,
        }, quantizing, cancellation);
        return new FetchSummary(checkpoint, summary, report);
    }

    private static async Task FetchAsync(
        FetchRequest request, string path, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        if (!TlsLibrary.IsInstalled())
        {
            throw new UneXt50Exception(
                ErrorKind.Checkpoint, request.Url.ToString(), "https needs OpenSSL, which is not installed",
                $"install libssl3, or download the file yourself and give it with {Setting.From}");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(30),
        };
        await new Download(handler).RunAsync(request.Url, path, request.Digest, progress, cancellation)
            .ConfigureAwait(false);
    }
}

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes that are here.</param>
/// <param name="Total">Bytes there will be, as the server says; 0 if it does not.</param>
public readonly record struct FetchProgress(long Received, long Total);

/// <summary>What a fetch made.</summary>
/// <param name="CheckpointPath">The checkpoint it was made of.</param>
/// <param name="Import">The float32 model.</param>
/// <param name="Quantization">What quantization did; null for a float32 model.</param>
public sealed record FetchSummary(string CheckpointPath, ImportSummary Import, QuantizationReport? Quantization);
