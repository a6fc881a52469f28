using Google.Protobuf;
using Onnx;
using UneXt50.Labels;
using UneXt50.Onnx;
using UneXt50.Sources;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Known;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Description;

/// <summary>
/// Makes a model of ours of an ONNX classifier from elsewhere: the input becomes [N, 3, S, S], the class scores and the
/// vector they are made of become the outputs <c>logits</c> and <c>features</c>, and the card says how it wants to be
/// fed.
/// </summary>
public static class ModelDescription
{
    private const string Logits = "logits", Features = "features";

    /// <summary>Describes a model file; the result is whole or not there.</summary>
    /// <param name="request">The model, and what only its owner can say about it.</param>
    /// <param name="progress">Told how far the photos are.</param>
    /// <param name="cancellation">Stops it between two photos; nothing is written then.</param>
    /// <exception cref="UneXt50Exception">
    /// The model is not such a classifier (Model), the labels do not fit (Checkpoint), the preprocessing is impossible
    /// (Usage), the photos are too few (Input), or the result cannot be written (Output).
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static DescriptionSummary Run(
        DescriptionRequest request, IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var labels = LabelsFile.Read(request.LabelsPath);
        using var output = OutputFile.Create(request.OutputPath);
        var original = NormalizedModel.Read(request.ModelPath);
        try
        {
            var outputs = original.Graph.Output.Select(value => value.Name).ToList();
            var named = ScoreSearch.Named(original.Graph, request.Scores, request.Features);
            // Constants become weights and batch norms go into convolutions, so that less is to be understood below.
            var model = RuntimeOptimization.Standard(original.WithOutputs(named), request.ModelPath);
            var input = PictureInput.Find(model.Graph);
            var card = Card(request, labels.Names, input) with { Precision = Precision(model.Graph) };
            var size = card.Preprocess.InputSize;
            input.RequireOneNormalization(model.Graph, request);
            input.Normalise(model.Graph, size);
            var scores = ScoreSearch.Run(model.Graph, request, outputs, labels.Names.Count);
            if (scores.HasOneLogit) card = card with { Labels = labels.ForOneLogit().Names };
            input = input with { Name = Name(model.Graph, scores, input.Name) };
            var (width, batch) = Measured(model, input, card.Labels.Count, request.ModelPath, size);
            Declare(model.Graph, input.Name, batch, size, width, card.Labels.Count);
            model.SetCard(card);
            var known = Known(model, request.Calibration, progress, cancellation);
            var entries = known?.Entries() ?? [];
            model.WriteTo(output);
            output.Write(entries); // messages that follow each other are one
            output.Complete();
            return new DescriptionSummary(
                card, input.ChannelsLast, scores.Logits, scores.Features, width, batch,
                model.CalculateSize() + entries.Length)
            {
                HasOneLogit = scores.HasOneLogit,
                Warnings = labels.Warnings,
                Known = known?.Report,
            };
        }
        catch (DescriptionRefusal refusal)
        {
            throw refusal.About(request.ModelPath);
        }
    }

    private static KnownPass? Known(
        ModelProto model, IReadOnlyList<Photo>? photos, IProgress<EvaluationProgress>? progress,
        CancellationToken cancellation)
    {
        if (photos is null) return null;
        var pass = KnownPass.Run(model, photos, progress, cancellation);
        KnownPhotosOfModel.Require(pass, photos);
        return pass;
    }

    /// <summary>Gives the two tensors the names of our outputs.</summary>
    /// <returns>The name that the input has then.</returns>
    private static string Name(GraphProto graph, ClassScores scores, string input)
    {
        graph.Output.Clear();
        var written = graph.Node.SelectMany(node => node.Output).Append(input).ToHashSet();
        foreach (var taken in ((string[])[Logits, Features]).Where(written.Contains))
            graph.Rename(taken, taken + "_inner");
        string Now(string name) => name is Logits or Features ? name + "_inner" : name;

        var features = Now(scores.Features);
        if (scores.IsMap)
        {
            const string Pooled = "features_pooled";
            graph.Node.Add(new NodeProto
            {
                OpType = "GlobalAveragePool",
                Name = Pooled,
                Input = { features },
                Output = { Pooled },
            });
            features = Pooled;
        }

        Flatten(graph, features, Features);
        if (scores.HasOneLogit) Oppose(graph, Now(scores.Logits));
        else Flatten(graph, Now(scores.Logits), Logits);
        return Now(input);
    }

    /// <summary>
    /// Makes logits -z/2 and z/2 of the only one, z: their softmax is 1 - sigmoid(z) and sigmoid(z).
    /// </summary>
    private static void Oppose(GraphProto graph, string tensor)
    {
        const string Single = Logits + "_single", Halves = Logits + "_halves";
        Flatten(graph, tensor, Single);
        graph.Initializer.Add(new FloatTensor([1, 2], [-0.5f, 0.5f]).ToProto(Halves));
        graph.Node.Add(
            new NodeProto { OpType = "Mul", Name = Logits, Input = { Single, Halves }, Output = { Logits } });
    }

    private static void Flatten(GraphProto graph, string tensor, string name) => graph.Node.Add(
        new NodeProto { OpType = "Flatten", Name = name, Input = { tensor }, Output = { name } }
            .WithInteger("axis", 1));

    /// <summary>Runs it, which shows how wide its features are, and whether it takes two photos as it says.</summary>
    private static (int FeatureWidth, int Batch) Measured(
        ModelProto model, PictureInput input, int classes, string path, int size)
    {
        const int AnyWidth = 0;
        Declare(model.Graph, input.Name, input.Batch, size, AnyWidth, AnyWidth);
        model.Graph.RemoveDeadNodes();
        using var network = new RunnableGraph(model, path, size);
        int[] WidthsOf(int photos)
        {
            var widths = new int[2];
            network.Run(new float[photos * 3 * size * size], [Features, Logits], values =>
            {
                for (var i = 0; i < widths.Length; i++)
                    widths[i] = values[i].GetTensorDataAsSpan<float>().Length / photos;
            });
            return widths;
        }

        var widths = WidthsOf(1);
        if (widths[1] == 1)
        {
            throw new DescriptionRefusal("it gives a single score, and no linear layer was found that makes it",
                $"leave {Setting.Features} out, so that it is found, and name with {Setting.Scores} what the "
                + "sigmoid is taken of");
        }

        if (widths[1] != classes)
        {
            throw new DescriptionRefusal($"it gives {widths[1]} scores for {classes} labels",
                $"give {Setting.Labels} one name for each class, or name another tensor with {Setting.Scores}");
        }

        if (input.Batch > 0) return (widths[0], input.Batch);
        try
        {
            // Graphs that were traced with one photo may have its number in them.
            return (widths[0], WidthsOf(2).SequenceEqual(widths) ? 0 : 1);
        }
        catch (UneXt50Exception)
        {
            return (widths[0], 1);
        }
    }

    private static void Declare(GraphProto graph, string input, int batch, int size, int features, int classes)
    {
        graph.Input[0] = TensorValue.Declare(input, batch, 3, size, size);
        graph.Output.Clear();
        ValueInfoProto Output(string name, int width) =>
            width == 0 ? new ValueInfoProto { Name = name } : TensorValue.Declare(name, batch, width);
        graph.Output.Add(Output(Features, features));
        graph.Output.Add(Output(Logits, classes));
    }

    /// <summary>A graph that computes on integers, by whatever tool, is not to be quantized again.</summary>
    private static string Precision(GraphProto graph) => graph.Node.Any(node =>
        node.OpType is "QuantizeLinear" or "DynamicQuantizeLinear" or "ConvInteger" or "MatMulInteger"
        || node.OpType.StartsWith("QLinear", StringComparison.Ordinal)) ? "int8" : "float32";

    private static ModelCard Card(DescriptionRequest request, IReadOnlyList<string> labels, PictureInput input)
    {
        var rule = request.Preprocess;
        if (rule.InputSize == 0) rule = rule with { InputSize = input.Size };
        if (rule.ResizeShortSide == 0) rule = rule with { ResizeShortSide = rule.InputSize };
        if (rule.InputSize == 0)
        {
            throw new DescriptionRefusal(
                "its input may have any size", $"give the one it was trained with: {Setting.Size} must say");
        }

        if (input.Size > 0 && input.Size != rule.InputSize)
        {
            throw new DescriptionRefusal($"its input is {input.Size} pixels wide, not {rule.InputSize}",
                $"give {Setting.Size} {input.Size}");
        }

        var card = new ModelCard
        {
            Labels = labels,
            Preprocess = rule,
            Architecture = request.Architecture,
            Precision = "float32",
            Licence = request.Licence,
            Attribution = request.Attribution,
            SourceSha256 = Sha256Digest.OfFile(request.ModelPath),
            Tool = $"unext50 {typeof(ModelDescription).Assembly.GetName().Version?.ToString(3)}",
        };
        return card.AsReadBack(request.OutputPath);
    }
}
