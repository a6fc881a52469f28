using Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Models whose inner tensors can be looked at.</summary>
internal static class ObservableModel
{
    /// <summary>
    /// A copy of the model with more tensors among its outputs; those that already are, stay once. Their types are left
    /// to onnxruntime, which knows them.
    /// </summary>
    public static ModelProto WithOutputs(this ModelProto model, IEnumerable<string> tensors)
    {
        var observable = model.Clone();
        var known = model.Graph.Output.Select(output => output.Name).ToHashSet();
        observable.Graph.Output.AddRange(
            from tensor in tensors where known.Add(tensor) select new ValueInfoProto { Name = tensor });
        return observable;
    }
}
