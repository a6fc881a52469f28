using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Onnx;

/// <summary>
/// Says a model of opset 7 to 12 in opset 13, the first whose QuantizeLinear takes a scale per channel. What changed
/// between them: attributes became inputs, softmax no longer flattens, a few operators have new names
/// (github.com/onnx/onnx, docs/Changelog.md).
/// </summary>
internal sealed class OpsetRaising
{
    private const int Target = 13;

    /// <summary>Before it, sums broadcast by attributes.</summary>
    private const int Oldest = 7;

    /// <summary>The IR version that opset 13 came with.</summary>
    private const int IrVersion = 7;

    private readonly long _opset;
    private readonly string _path;
    private readonly HashSet<string> _names;

    private OpsetRaising(ModelProto model, long opset, string path)
    {
        (_opset, _path) = (opset, path);
        _names = model.Graph.WithNested().SelectMany(graph => graph.Initializer.Select(tensor => tensor.Name)
            .Concat(graph.Node.SelectMany(node => node.Input.Concat(node.Output)))).ToHashSet();
    }

    /// <summary>Raises a model in place; one of opset 13 or newer stays as it is.</summary>
    /// <param name="model">The model, of float32.</param>
    /// <param name="path">Where it came from, for the message.</param>
    /// <exception cref="UneXt50Exception">It is too old, or a node cannot be said in opset 13 (Model).</exception>
    public static void Apply(ModelProto model, string path)
    {
        var imports = model.OpsetImport.Where(import => import.Domain is "" or "ai.onnx").ToList();
        var opset = imports.Count == 0 ? 1 : imports.Max(import => import.Version);
        if (opset >= Target) return;
        var raising = new OpsetRaising(model, opset, path);
        if (opset < Oldest) throw raising.Refused($"its opset is {opset}, older than {Oldest}");
        foreach (var graph in model.Graph.WithNested().ToList())
        {
            var raised = graph.Node.SelectMany(node => raising.Raised(node, graph)).ToList();
            graph.Node.Clear();
            graph.Node.AddRange(raised);
        }

        foreach (var import in imports) import.Version = Target;
        model.IrVersion = Math.Max(model.IrVersion, IrVersion);
    }

    private IEnumerable<NodeProto> Raised(NodeProto node, GraphProto graph)
    {
        if (node.Domain is not ("" or "ai.onnx") || node.Output.Count == 0) return [node];
        return node.OpType switch
        {
            "Squeeze" or "Unsqueeze" or "ReduceSum" => [WithIntegersAsInput(node, graph, "axes", 1)],
            "Split" => [WithIntegersAsInput(node, graph, "split", 1)],
            "Softmax" or "LogSoftmax" or "Hardmax" => OfMatrix(node),
            "BatchNormalization" => [BatchNormalization(node)],
            "Dropout" when _opset < 12 => [Identity(node)],
            "Clip" when _opset < 11 => [WithNumberAsInput(WithNumberAsInput(node, graph, "min", 1), graph, "max", 2)],
            "Pad" when _opset < 11 =>
                [WithNumberAsInput(WithIntegersAsInput(node, graph, "pads", 1), graph, "value", 2)],
            "Upsample" or "Resize" when _opset < 11 => [Resize(node, graph)],
            "Scatter" => [Renamed(node, "ScatterElements")],
            "Slice" when _opset < 10 => [WithIntegersAsInput(WithIntegersAsInput(
                WithIntegersAsInput(node, graph, "starts", 1), graph, "ends", 2), graph, "axes", 3)],
            "TopK" when _opset < 10 => [WithIntegersAsInput(node, graph, "k", 1)],
            "Scan" when _opset < 9 => throw Refused("its Scan is of opset 8"),
            _ => [node],
        };
    }

    /// <summary>Before opset 13 it took a matrix: all dimensions before the axis, and all from it on.</summary>
    private IEnumerable<NodeProto> OfMatrix(NodeProto node)
    {
        var (input, output) = (node.Input[0], node.Output[0]);
        var (shape, matrix, result) = (Unused(output + "_shape"), Unused(output + "_matrix"), Unused(output + "_rows"));
        yield return New("Shape", shape, input);
        yield return New("Flatten", matrix, input).WithInteger("axis", node.Integer("axis", 1));
        (node.Input[0], node.Output[0]) = (matrix, result);
        yield return node.WithInteger("axis", -1);
        yield return New("Reshape", output, result, shape);
    }

    private NodeProto BatchNormalization(NodeProto node)
    {
        if (node.Take("spatial") is { I: 0 }) throw Refused($"its batch normalization '{node.Name}' is not by channel");
        // What more it puts out is for training.
        while (node.Output.Count > 1) node.Output.RemoveAt(1);
        return node;
    }

    private static NodeProto Identity(NodeProto dropout)
    {
        dropout.Attribute.Clear();
        while (dropout.Output.Count > 1) dropout.Output.RemoveAt(1);
        return Renamed(dropout, "Identity");
    }

    /// <summary>Upsample, up to opset 9, and the Resize of opset 10 take pixel x from x / scale.</summary>
    private NodeProto Resize(NodeProto node, GraphProto graph)
    {
        if (node.Take("scales") is { } scales) SetInput(node, 1, Store(graph, node.Output[0], [.. scales.Floats]));
        if (node.Input.Count < 2) throw Refused($"its {node.OpType} '{node.Name}' has no scales");
        var smaller = graph.Initializer.FirstOrDefault(tensor => tensor.Name == node.Input[1]) is { } known
            && known.ToFloatTensor().Values.Any(scale => scale < 1);
        SetInput(node, 2, node.Input[1]);
        node.Input[1] = "";
        var mode = node.Take("mode")?.S.ToStringUtf8() is null or "nearest" ? "nearest" : "linear";
        return Renamed(node, "Resize").WithText("mode", mode).WithText("coordinate_transformation_mode", "asymmetric")
            .WithText("nearest_mode", smaller ? "ceil" : "floor");
    }

    private NodeProto WithIntegersAsInput(NodeProto node, GraphProto graph, string attribute, int place)
    {
        if (node.Take(attribute) is not { } taken) return node;
        long[] values = taken.Ints.Count > 0 ? [.. taken.Ints] : [taken.I];
        SetInput(node, place, Store(graph, node.Output[0], values));
        return node;
    }

    private NodeProto WithNumberAsInput(NodeProto node, GraphProto graph, string attribute, int place)
    {
        if (node.Take(attribute) is { } taken)
            SetInput(node, place, Store(graph, node.Output[0], [taken.F], scalar: true));
        return node;
    }

    private string Store<T>(GraphProto graph, string output, T[] values, bool scalar = false)
        where T : unmanaged
    {
        var tensor = new TensorProto
        {
            Name = Unused(output + "_setting"),
            DataType = (int)(typeof(T) == typeof(long) ? DataType.Int64 : DataType.Float),
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };
        if (!scalar) tensor.Dims.Add(values.Length);
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string Unused(string name)
    {
        while (!_names.Add(name)) name += "_";
        return name;
    }

    private static void SetInput(NodeProto node, int place, string name)
    {
        while (node.Input.Count <= place) node.Input.Add("");
        node.Input[place] = name;
    }

    private static NodeProto Renamed(NodeProto node, string type)
    {
        node.OpType = type;
        return node;
    }

    private static NodeProto New(string type, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { OpType = type, Name = output, Output = { output } };
        foreach (var input in inputs) node.Input.Add(input);
        return node;
    }

    private UneXt50Exception Refused(string problem) =>
        new(ErrorKind.Model, _path, problem, $"export it with opset_version={Target} or later");
}
