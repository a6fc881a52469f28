using Google.Protobuf;
using Onnx;
using UneXt50.Results;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;

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
    /// <exception cref="UneXt50Exception">
    /// The model is not such a classifier (Model), the labels do not fit (Checkpoint), the preprocessing is impossible
    /// (Usage), or the result cannot be written (Output).
    /// </exception>
    public static DescriptionSummary Run(DescriptionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var labels = LabelsFile.Read(request.LabelsPath);
        using var output = OutputFile.Create(request.OutputPath);
        // Constants become weights and batch norms go into convolutions, so that less is to be understood below.
        var model = RuntimeOptimization.Standard(OnnxFile.Read(request.ModelPath), request.ModelPath);
        try
        {
            var input = PictureInput.Of(model.Graph);
            var card = Card(request, labels, input);
            var size = card.Preprocess.InputSize;
            input.Normalise(model.Graph, size);
            var scores = ClassScores.Behind(model.Graph, Output(model.Graph, request.Scores), labels.Count);
            if (request.Features is { } features) scores = scores with { Features = features };
            var width = Name(model, scores, input, labels.Count, request.ModelPath, size);
            model.SetCard(card);
            model.WriteTo(output);
            output.Complete();
            return new DescriptionSummary(
                card, input.ChannelsLast, scores.Logits, scores.Features, width, input.Batch, model.CalculateSize());
        }
        catch (FormatException wrong)
        {
            throw new UneXt50Exception(ErrorKind.Model, request.ModelPath, wrong.Message,
                "give a float32 image classifier; --scores and --features name its tensors", wrong);
        }
    }

    private static string Output(GraphProto graph, string? named)
    {
        var outputs = graph.Output.Select(output => output.Name).ToList();
        if (named is not null)
        {
            return outputs.Contains(named)
                ? named : throw new FormatException($"its outputs are {string.Join(", ", outputs)}, none is '{named}'");
        }

        return outputs is [var only]
            ? only : throw new FormatException($"its outputs are {string.Join(", ", outputs)}: --scores must name one");
    }

    /// <summary>Gives the two outputs their names and shapes.</summary>
    /// <returns>The width of the features, as a run of the network shows it.</returns>
    private static int Name(
        ModelProto model, ClassScores scores, PictureInput input, int classes, string path, int size)
    {
        var graph = model.Graph;
        graph.Output.Clear();
        var written = graph.Node.SelectMany(node => node.Output).Append(input.Name).ToHashSet();
        if (!written.Contains(scores.Features)) throw new FormatException($"it has no tensor '{scores.Features}'");
        foreach (var taken in ((string[])[Logits, Features]).Where(written.Contains))
            graph.Rename(taken, taken + "_inner");
        string Now(string name) => name is Logits or Features ? name + "_inner" : name;

        Flatten(graph, Now(scores.Features), Features);
        Flatten(graph, Now(scores.Logits), Logits);
        graph.Output.Add(TensorValue.Of(Features, input.Batch, scores.FeatureWidth));
        graph.Output.Add(TensorValue.Of(Logits, input.Batch, classes));
        graph.RemoveDeadNodes();

        var widths = new int[2];
        using (var network = new RunnableGraph(model, path, size))
        {
            network.Run(new float[3 * size * size], [Features, Logits], values =>
            {
                for (var i = 0; i < widths.Length; i++) widths[i] = values[i].GetTensorDataAsSpan<float>().Length;
            });
        }

        if (widths[1] != classes) throw new FormatException($"it gives {widths[1]} scores for {classes} labels");
        graph.Output[0] = TensorValue.Of(Features, input.Batch, widths[0]);
        return widths[0];
    }

    private static void Flatten(GraphProto graph, string tensor, string name) => graph.Node.Add(
        new NodeProto { OpType = "Flatten", Name = name, Input = { tensor }, Output = { name } }
            .WithInteger("axis", 1));

    private static ModelCard Card(DescriptionRequest request, IReadOnlyList<string> labels, PictureInput input)
    {
        var rule = request.Preprocess;
        if (rule.InputSize == 0) rule = rule with { InputSize = input.Size };
        if (rule.ResizeShortSide == 0) rule = rule with { ResizeShortSide = rule.InputSize };
        if (rule.InputSize == 0) throw new FormatException("its input may have any size: --size must say which");
        if (input.Size > 0 && input.Size != rule.InputSize)
            throw new FormatException($"its input is {input.Size} pixels wide, not {rule.InputSize}");
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
