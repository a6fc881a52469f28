using Onnx;
using UneXt50.Onnx;

namespace UneXt50.Diagnostics.SplitEncoder;

/// <summary>
/// A network cut at its feature vector: an encoder (picture to features) that is a backbone without classes, and a head
/// (features to logits) that is a model behind the features.
/// </summary>
/// <param name="Encoder">
/// Input as the whole's, output <c>features</c>, with the whole's card but for the labels.
/// </param>
/// <param name="Head">Input <c>features</c>, output <c>logits</c>.</param>
internal sealed record EncoderSplit(ModelProto Encoder, ModelProto Head)
{
    private const string Features = "features";
    private const string Logits = "logits";

    /// <summary>Cuts a model.</summary>
    /// <exception cref="UneXt50Exception">It has no classes, or they need more than the features (Model).</exception>
    public static EncoderSplit Split(ModelProto whole, string path)
    {
        if (whole.Graph.Output.All(output => output.Name != Logits))
            throw Refused(path, "it has no classes, only features: it is an encoder already");
        if (whole.Graph.Node.Any(node => node.OpType == "Cast" && node.Output.Contains(Features)))
            throw Refused(path, "it is float16 inside, and its features become float32 at their end alone");
        return new EncoderSplit(EncoderOf(whole, path), HeadOf(whole, path));
    }

    private static ModelProto EncoderOf(ModelProto whole, string path)
    {
        var encoder = whole.Clone();
        Keep(encoder.Graph, Features);
        encoder.SetCard(whole.Card(path) with { Labels = [] });
        return encoder;
    }

    private static ModelProto HeadOf(ModelProto whole, string path)
    {
        var head = whole.Clone();
        head.MetadataProps.Clear();
        var graph = head.Graph;
        var pictures = graph.Input.Select(input => input.Name).ToList();
        var features = graph.Output.First(output => output.Name == Features);
        graph.Node.Remove(graph.Node.First(node => node.Output.Contains(Features)));
        graph.Input.Clear();
        graph.Input.Add(features);
        Keep(graph, Logits);
        return graph.Node.Any(node => node.Input.Any(pictures.Contains))
            ? throw Refused(path, "its classes need more than the features: it cannot be cut there") : head;
    }

    private static void Keep(GraphProto graph, string output)
    {
        var kept = graph.Output.First(each => each.Name == output);
        graph.Output.Clear();
        graph.Output.Add(kept);
        graph.RemoveDeadNodes();
    }

    private static UneXt50Exception Refused(string path, string problem) =>
        new(ErrorKind.Model, path, problem, $"leave {Setting.SplitEncoder} out, or name another model");
}
