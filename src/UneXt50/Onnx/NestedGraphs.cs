using Onnx;

namespace UneXt50.Onnx;

/// <summary>Graphs within graphs: branches of an If, bodies of loops. Reading a file bounds their depth.</summary>
internal static class NestedGraphs
{
    /// <summary>The graph and all graphs in it, outermost first.</summary>
    public static IEnumerable<GraphProto> WithNested(this GraphProto graph) =>
        graph.Node.SelectMany(Graphs).SelectMany(WithNested).Prepend(graph);

    /// <summary>The graphs that are attributes of a node.</summary>
    public static IEnumerable<GraphProto> Graphs(this NodeProto node) => node.Attribute.SelectMany(
        attribute => attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs);

    /// <summary>
    /// Every name that a node reads, its nested graphs included: those may read any tensor of the graph around them.
    /// </summary>
    public static IEnumerable<string> Reads(this NodeProto node) => node.Input.Concat(node.Graphs().SelectMany(
        graph => graph.Node.SelectMany(Reads).Concat(graph.Output.Select(output => output.Name))));

    /// <summary>Every stored tensor of a model: weights and constants, wherever they stand.</summary>
    public static IEnumerable<TensorProto> StoredTensors(this ModelProto model) => model.Graph.WithNested()
        .SelectMany(Of).Concat(model.Functions.SelectMany(function => function.Node).SelectMany(Of));

    private static IEnumerable<TensorProto> Of(GraphProto graph) => graph.Initializer
        .Concat(graph.SparseInitializer.SelectMany(Of)).Concat(graph.Node.SelectMany(Constants));

    private static IEnumerable<TensorProto> Of(NodeProto node) =>
        Constants(node).Concat(node.Graphs().SelectMany(WithNested).SelectMany(Of));

    private static IEnumerable<TensorProto> Constants(NodeProto node)
    {
        foreach (var attribute in node.Attribute)
        {
            if (attribute.T is { } tensor) yield return tensor;
            foreach (var one in attribute.Tensors) yield return one;
            if (attribute.SparseTensor is { } sparse)
            {
                foreach (var one in Of(sparse)) yield return one;
            }
        }
    }

    private static IEnumerable<TensorProto> Of(SparseTensorProto sparse)
    {
        if (sparse.Values is { } values) yield return values;
        if (sparse.Indices is { } indices) yield return indices;
    }
}
