using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Finds for each activation the way of choosing its range whose error is smallest behind the layers that read it: the
/// error goes through their weights, which tell values that matter from those that do not.
/// </summary>
internal sealed class LayerwiseSearch
{
    /// <summary>Enough for a few hundred thousand values of every activation.</summary>
    private const int Photos = 64;

    private readonly ModelProto _probe;
    private readonly IReadOnlyDictionary<string, CalibratedTensor> _tensors;
    private readonly IReadOnlyList<IRangeMethod> _methods;
    private readonly QuantizationTarget _target;
    private readonly List<(string Tensor, int Method, string Error, string Signal)> _errors = [];

    private LayerwiseSearch(
        ModelProto model, QuantizationPlan plan, IReadOnlyDictionary<string, CalibratedTensor> tensors,
        IReadOnlyList<IRangeMethod> methods)
    {
        (_probe, _tensors, _methods, _target) = (model.Clone(), tensors, methods, plan.Target);
        var integer = model.Graph.Node.Where(plan.IsInteger).ToList();
        foreach (var tensor in plan.RangeOf.Keys)
        {
            // What one node reads twice makes one error.
            var readers = integer.Where(node => node.Input.Contains(tensor)).ToList();
            for (var method = 0; method < methods.Count; method++) Probe(tensor, method, readers);
        }
    }

    /// <summary>Searches on the calibration photos.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="plan">The plan of its graph.</param>
    /// <param name="calibration">What the photos did to it.</param>
    /// <param name="methods">The methods to choose from.</param>
    /// <param name="context">Input size, progress and cancellation.</param>
    public static LayerwiseRange Run(
        ModelProto model, QuantizationPlan plan, ActivationCalibration calibration,
        IReadOnlyList<IRangeMethod> methods, PassContext context)
    {
        var search = new LayerwiseSearch(model, plan, calibration.Tensors, methods);
        return new LayerwiseRange(search.Run(calibration.Reference.Some(Photos).Usable, context));
    }

    private Dictionary<ActivationHistogram, IRangeMethod> Run(PhotoSet photos, PassContext context)
    {
        string[] names = [.. _errors.SelectMany(error => (string[])[error.Error, error.Signal]).Distinct()];
        var places = names.Index().ToDictionary(item => item.Item, item => item.Index);
        using var network = new RunnableGraph(
            _probe, "the float network with its errors", context.InputSize, context.Cancellation);
        var seen = new float[photos.Count][];
        PhotoPass.Run(
            photos, context, "ranges by layer", () => seen,
            (all, index, planes) => network.Run(planes, names, values =>
                all[index] = [.. values.Select(value => value.GetTensorDataAsSpan<float>()[0])]),
            _ => { });

        // Summed in the photos' order, so always the same.
        double Sum(string name) => seen.Sum(photo => (double)photo[places[name]]);
        return _errors.GroupBy(error => error.Tensor).ToDictionary(
            errors => _tensors[errors.Key].Histogram,
            errors => _methods[errors.GroupBy(error => error.Method)
                .MinBy(reads => reads.Sum(read => Sum(read.Error) / Math.Max(Sum(read.Signal), double.Epsilon)))!.Key]);
    }

    /// <summary>Adds the error of one method, as its readers see it.</summary>
    private void Probe(string tensor, int method, List<NodeProto> readers)
    {
        var quantization = AffineQuantization.Spanning(
            _methods[method].Choose(_tensors[tensor].Histogram), _target);
        var name = $"{tensor}_method{method}";
        var graph = _probe.Graph;
        graph.Initializer.Add(new FloatTensor([], [quantization.Scale]).ToProto(name + "_scale"));
        graph.Initializer.Add(new TensorProto
        {
            Name = name + "_zero",
            DataType = (int)TensorProto.Types.DataType.Uint8,
            Int32Data = { quantization.ZeroPoint },
        });
        Add("QuantizeLinear", name + "_levels", tensor, name + "_scale", name + "_zero");
        Add("DequantizeLinear", name + "_rounded", name + "_levels", name + "_scale", name + "_zero");
        Add("Sub", name + "_error", name + "_rounded", tensor);
        // What only float nodes read counts by itself.
        if (readers.Count == 0) _errors.Add((tensor, method, Energy(name + "_error"), Energy(tensor)));
        for (var i = 0; i < readers.Count; i++)
        {
            var (reader, error) = (readers[i], name + "_error");
            if (reader.OpType is "Conv" or "Gemm" or "MatMul")
            {
                var seen = reader.Clone();
                seen.Name = error = $"{name}_reader{i}";
                seen.Output[0] = error;
                seen.Input.Clear();
                seen.Input.Add([name + "_error", reader.Input[1]]);
                graph.Node.Add(seen);
            }

            _errors.Add((tensor, method, Energy(error), Energy(reader.Output[0])));
        }
    }

    private string Energy(string tensor)
    {
        var name = tensor + "_energy";
        if (_probe.Graph.Output.Any(output => output.Name == name)) return name;
        Add("ReduceSumSquare", name, tensor).WithInteger("keepdims", 0);
        var scalar = new TypeProto.Types.Tensor
        {
            ElemType = (int)TensorProto.Types.DataType.Float,
            Shape = new TensorShapeProto(),
        };
        _probe.Graph.Output.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = scalar } });
        return name;
    }

    private NodeProto Add(string type, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = type, Name = output, Output = { output }, Input = { inputs } };
        _probe.Graph.Node.Add(node);
        return node;
    }
}

/// <summary>For each activation the method that <see cref="LayerwiseSearch"/> found best.</summary>
/// <param name="methods">The method of each activation, by its histogram.</param>
internal sealed class LayerwiseRange(IReadOnlyDictionary<ActivationHistogram, IRangeMethod> methods) : IRangeMethod
{
    public string Name => "by layer";

    public ActivationRange Choose(ActivationHistogram histogram) => methods[histogram].Choose(histogram);
}
