using UneXt50.Labels;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Inspection;

namespace UneXt50.Toolchain;

/// <summary>Makes a float32 or float16 ONNX model of a checkpoint: read, check, fold, write.</summary>
public static class CheckpointImport
{
    private const string TwoForOneLogit =
        $"its single logit's sigmoid tells two classes: give {Setting.Labels} with one name, "
        + "of the class that a positive logit means, or two, of a negative one and a positive one";

    /// <summary>Writes the model; the file is whole or not there.</summary>
    /// <param name="request">What to import and what to stamp it with.</param>
    /// <param name="progress">Told when a stage begins.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="UneXt50Exception">
    /// The checkpoint or the labels are refused (Checkpoint), the preprocessing is impossible or an option contradicts
    /// the checkpoint (Usage), or the model cannot be written (Output).
    /// </exception>
    public static ImportSummary Run(ImportRequest request, IProgress<ImportStage>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        progress?.Report(ImportStage.Reading);
        var given = request.LabelsPath is { } path ? LabelsFile.Read(path) : null;
        var backbone = CheckpointReader.Use(
            request.CheckpointPath, contents => BackboneTensors.Find(contents, request.Network, request.WithoutHead));
        try
        {
            var tensors = backbone.Tensors;
            var config = HubConfig.Beside(request.CheckpointPath);
            if (backbone.Layout.IsHuggingFace) config?.RequirePlain();
            var configured = backbone.Layout.IsHuggingFace ? config?.StridesFirst : null;
            var layout = LayoutInference.Infer(tensors, request.StridesFirst ?? configured ?? false);
            StateDictCheck.Verify(layout, tensors);
            RequireFitting(request, layout);
            backbone.Statistics?.Require(request.Preprocess, request.CheckpointPath);
            var (labels, labelsPath) = LabelsOf(request, layout, given, backbone.ClassNames, config);
            var card = Card(request, labels.Names, layout);

            progress?.Report(ImportStage.Building);
            var model = BackboneGraphBuilder.Build(layout, tensors, card);
            var rounding = request.Precision == WeightPrecision.Half ? HalfPrecision.Apply(model) : null;

            progress?.Report(ImportStage.Writing);
            OnnxFile.Write(model, request.OutputPath);
            return new ImportSummary(card, backbone.Layout.Name, backbone.Prefix, backbone.LeftOut, layout.FeatureWidth,
                Parameters(layout), model.CalculateSize())
            {
                ModelParameters = ModelInspection.ParametersOf(model),
                LabelsPath = labelsPath,
                HasOneLogit = layout.Head?.HasOneLogit ?? false,
                Rounding = rounding,
                Warnings = labels.Warnings,
            };
        }
        catch (CheckpointDamage damage)
        {
            throw damage.About(request.CheckpointPath);
        }
    }

    /// <summary>Refuses options that say something else than the tensors.</summary>
    private static void RequireFitting(ImportRequest request, BackboneLayout layout)
    {
        UneXt50Exception Contradiction(string problem, string remedy) =>
            new(ErrorKind.Usage, request.CheckpointPath, problem, remedy);

        if (request.PreprocessedAs is { } other && !PreprocessedAlike(other, layout.Architecture))
        {
            throw Contradiction($"it is a {layout.Architecture}, and the preset of {Setting.Preprocess} is for {other}",
                $"give the preset of this network, or {Setting.Size}, {Setting.Resize}, {Setting.Interpolation}, "
                + $"{Setting.Mean} and {Setting.Std}");
        }

        if (request.StridesFirst == true && layout.Blocks[0].Convolutions.Count < 3)
        {
            throw Contradiction(
                $"it is a {layout.Architecture}, whose blocks have no 1x1 convolution",
                $"leave {Setting.StrideIn} out");
        }
    }

    /// <summary>Whether they are the same network. timm's letter t is a d with other widths in its stem.</summary>
    private static bool PreprocessedAlike(string preset, string architecture) => preset == architecture
        || (preset.EndsWith('t') && string.Concat(preset.AsSpan(0, preset.Length - 1), "d") == architecture);

    private static (LabelList Labels, string? Path) LabelsOf(
        ImportRequest request, BackboneLayout layout, LabelList? given, IReadOnlyList<string>? own, HubConfig? config)
    {
        if (layout.Head is not { } head)
        {
            return given is null ? (new LabelList([], []), null) : throw new UneXt50Exception(
                ErrorKind.Checkpoint, request.LabelsPath!,
                $"it lists {given.Names.Count} labels, but {request.CheckpointPath} is taken without a classifier",
                $"leave {Setting.Labels} out; if it has a classifier under another name, name that 'fc' in Python, or "
                + $"export the network to ONNX for {Setting.DescribeModel}");
        }

        var labels = given ?? Checked(own) ?? config?.Labels();
        var path = request.LabelsPath ?? (own is null ? config?.FilePath : request.CheckpointPath);
        if (labels is null)
        {
            throw new UneXt50Exception(ErrorKind.Checkpoint, request.CheckpointPath,
                head.HasOneLogit ? "its two classes need names" : $"it has {head.ClassCount} classes, which need names",
                head.HasOneLogit ? TwoForOneLogit
                    : $"give them with {Setting.Labels}, or {Setting.NoHead} for its features alone");
        }

        var expected = head.Layers[^1].Outputs;
        if (head.HasOneLogit && labels.Names.Count <= 2) return (labels.ForOneLogit(), path);
        return labels.Names.Count == expected ? (labels, path) : throw new UneXt50Exception(
            ErrorKind.Checkpoint, path!,
            $"it lists {labels.Names.Count} labels, but {request.CheckpointPath} has {head.ClassCount} classes",
            head.HasOneLogit ? TwoForOneLogit
                : $"give {Setting.Labels} with a name for each class, in the order of the classifier's rows");
    }

    /// <summary>The class names that a checkpoint has itself.</summary>
    /// <exception cref="CheckpointDamage">They cannot be used.</exception>
    private static LabelList? Checked(IReadOnlyList<string>? names)
    {
        try
        {
            return names is null ? null : LabelList.Create(names);
        }
        catch (FormatException damage)
        {
            throw new CheckpointDamage(
                $"its class names cannot be used: {damage.Message}", $"give others with {Setting.Labels}");
        }
    }

    private static ModelCard Card(ImportRequest request, IReadOnlyList<string> labels, BackboneLayout layout)
    {
        var card = new ModelCard
        {
            Labels = labels,
            Preprocess = request.Preprocess,
            Architecture = layout.Architecture,
            Precision = request.Precision == WeightPrecision.Half ? "float16" : "float32",
            Licence = request.Licence,
            Attribution = request.Attribution,
            SourceSha256 = CheckpointReader.Digest(request.CheckpointPath),
            Tool = $"unext50 {typeof(CheckpointImport).Assembly.GetName().Version?.ToString(3)}",
        };
        return card.AsReadBack(request.OutputPath);
    }

    private static long Parameters(BackboneLayout layout) => layout.Tensors()
        .Where(tensor => !tensor.Name.Contains(".running_", StringComparison.Ordinal))
        .Sum(tensor => tensor.Shape.Aggregate(1L, (count, extent) => count * extent));
}

/// <summary>What an import is doing.</summary>
public enum ImportStage
{
    /// <summary>Reading and checking the checkpoint.</summary>
    Reading,

    /// <summary>Folding batch norms and building the graph.</summary>
    Building,

    /// <summary>Writing the model file.</summary>
    Writing,
}
