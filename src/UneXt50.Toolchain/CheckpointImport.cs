using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain;

/// <summary>Makes a float32 ONNX model of a checkpoint: read, check, fold, write.</summary>
public static class CheckpointImport
{
    /// <summary>Writes the model; the file is whole or not there.</summary>
    /// <param name="request">What to import and what to stamp it with.</param>
    /// <param name="progress">Told when a stage begins.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="UneXt50Exception">
    /// The checkpoint or the labels are refused (Checkpoint), the preprocessing is impossible (Usage), or the model
    /// cannot be written (Output).
    /// </exception>
    public static ImportSummary Run(ImportRequest request, IProgress<ImportStage>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        progress?.Report(ImportStage.Reading);
        var labels = request.LabelsPath is { } path ? LabelsFile.Read(path) : [];
        var checkpoint = CheckpointReader.Read(request.CheckpointPath);
        try
        {
            var trunk = TrunkTensors.Of(checkpoint);
            var tensors = trunk.Tensors;
            var layout = LayoutInference.Infer(tensors, request.StridesFirst);
            StateDictCheck.Verify(layout, tensors);
            var card = Card(request, labels, layout);

            progress?.Report(ImportStage.Building);
            var model = TrunkGraphBuilder.Build(layout, tensors, card);

            progress?.Report(ImportStage.Writing);
            OnnxFile.Write(model, request.OutputPath);
            return new ImportSummary(card, trunk.Layout.Name, checkpoint.Wrapper, Parts(trunk.LeftOut),
                layout.FeatureWidth, Parameters(layout), model.CalculateSize());
        }
        catch (CheckpointDamage damage)
        {
            throw damage.About(request.CheckpointPath);
        }
    }

    private static ModelCard Card(ImportRequest request, IReadOnlyList<string> labels, TrunkLayout layout)
    {
        if (labels.Count != layout.ClassCount)
        {
            throw request.LabelsPath is null
                ? new UneXt50Exception(ErrorKind.Checkpoint, request.CheckpointPath,
                    $"it has {layout.ClassCount} classes, which need names", "give them with --labels, one a line")
                : new UneXt50Exception(ErrorKind.Checkpoint, request.LabelsPath,
                    $"it lists {labels.Count} labels, but {request.CheckpointPath} has {layout.ClassCount} classes",
                    "give the labels the network was trained with, one a line");
        }

        var card = new ModelCard
        {
            Labels = labels,
            Preprocess = request.Preprocess,
            Architecture = layout.Architecture,
            Precision = "float32",
            Licence = request.Licence,
            Attribution = request.Attribution,
            SourceSha256 = CheckpointReader.Digest(request.CheckpointPath),
            Tool = $"unext50 {typeof(CheckpointImport).Assembly.GetName().Version?.ToString(3)}",
        };
        return card.AsReadBack(request.OutputPath);
    }

    private static List<string> Parts(IReadOnlyList<string> names) =>
        [.. names.Select(name => name.Split('.')[0]).Distinct()];

    private static long Parameters(TrunkLayout layout) => layout.Tensors()
        .Where(tensor => !tensor.Name.Contains(".running_", StringComparison.Ordinal))
        .Sum(tensor => tensor.Shape.Aggregate(1L, (count, extent) => count * extent));
}
