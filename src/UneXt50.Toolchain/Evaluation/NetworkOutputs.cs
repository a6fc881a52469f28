using Microsoft.ML.OnnxRuntime;
using Onnx;

namespace UneXt50.Toolchain.Evaluation;

/// <summary>Feature vectors and logits of a photo set, by photo.</summary>
internal sealed class NetworkOutputs(int count)
{
    private readonly float[][] _features = new float[count][];
    private readonly float[][] _logits = new float[count][];

    /// <summary>
    /// A network's outputs, in the order in which <see cref="Set"/> takes them; a backbone has no logits.
    /// </summary>
    public static IReadOnlyList<string> NamesOf(ModelProto model) =>
        model.Graph.Output.Any(output => output.Name == "logits") ? ["features", "logits"] : ["features"];

    /// <summary>Photos.</summary>
    public int Count => _features.Length;

    /// <summary>The feature vector of a photo.</summary>
    public ReadOnlySpan<float> Features(int index) => _features[index];

    /// <summary>The logits of a photo; empty for a backbone.</summary>
    public ReadOnlySpan<float> Logits(int index) => _logits[index];

    /// <summary>
    /// Copies the values of <see cref="NamesOf"/>: the photo's features and, if there are any, logits.
    /// </summary>
    public void Set(int index, IReadOnlyList<OrtValue> values)
    {
        _features[index] = values[0].GetTensorDataAsSpan<float>().ToArray();
        _logits[index] = values.Count > 1 ? values[1].GetTensorDataAsSpan<float>().ToArray() : [];
    }

    /// <summary>The outputs of some of the photos.</summary>
    public NetworkOutputs Only(IReadOnlyList<int> indices)
    {
        var chosen = new NetworkOutputs(indices.Count);
        for (var i = 0; i < indices.Count; i++)
            (chosen._features[i], chosen._logits[i]) = (_features[indices[i]], _logits[indices[i]]);
        return chosen;
    }

    /// <summary>Runs a model on every photo; one that cannot be used ends it.</summary>
    public static NetworkOutputs Compute(
        ModelProto model, string name, PhotoSet photos, string step, PassContext context)
    {
        using var network = new RunnableGraph(model, name, context.InputSize, context.Cancellation);
        var outputs = new NetworkOutputs(photos.Count);
        var names = NamesOf(model);
        PhotoPass.Run(
            photos, context, step, () => outputs,
            (all, index, planes) => network.Run(planes, names, values => all.Set(index, values)), _ => { });
        return outputs;
    }
}
