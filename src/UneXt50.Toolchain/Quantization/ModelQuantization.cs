using System.Globalization;
using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Known;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Static int8 quantization: calibrates on photos, tries several ways of choosing ranges, writes the one whose outputs
/// are nearest to the float network's.
/// </summary>
/// <remarks>
/// Equal models and photos give equal files, byte for byte, whatever the number of cores. The float network's last bits
/// depend on the processor's vector instructions, so another kind of processor may find slightly different ranges.
/// </remarks>
public static class ModelQuantization
{
    /// <summary>Narrower groups cost more in calls than the zeros of wider ones do in products.</summary>
    private const int MinimumGroupChannels = 16;

    /// <summary>Quantizes a model file.</summary>
    /// <param name="request">The model, the photos and where the result goes.</param>
    /// <param name="progress">Told how far each step is, from several threads but one at a time.</param>
    /// <param name="cancellation">Stops it between two photos; nothing is written then.</param>
    /// <exception cref="UneXt50Exception">
    /// The model is not a float32 model of ours (Model), no photo can be used (Input), or the result cannot be written
    /// (Output).
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static QuantizationReport Run(
        QuantizationRequest request, IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var model = NormalizedModel.Read(request.ModelPath);
        var card = model.Card(request.ModelPath);
        Verify(model, card, request.ModelPath);
        using var output = OutputFile.Create(request.OutputPath);
        var rule = card.Preprocess;
        var context = new PassContext(rule.InputSize, progress, cancellation);

        // From here on the graph is known to be well-formed.
        var floats = FloatTensors.Infer(model, request.ModelPath);
        // The photos kept apart come first: that none of them can be used should not be found out after all other work.
        var evaluated = request.Evaluation.Count == 0
            ? null : FloatOutputs(model, request.ModelPath, PhotoSet.Create(request.Evaluation, rule), context);
        var kept = KeptFloat(model.Graph, request);
        var whole = QuantizationPlan.Create(model.Graph, floats: floats, target: request.Target);
        var plan = whole.Keeping(kept);
        var calibration = ActivationCalibration.Run(
            model, request.ModelPath, whole, PhotoSet.Create(request.Calibration, rule), context);

        var layerwise = LayerwiseSearch.Run(
            model, whole, calibration, RangeSearch.Methods(request.Target), context);
        if (request.Target == QuantizationTarget.Cpu) GroupMerging.Apply(model, MinimumGroupChannels);
        var quantizer = new Quantizer(model, plan, calibration.Tensors, rule);
        var search = new RangeSearch(calibration.Reference, card, context, request.Target);
        var (choice, best) = search.Run(quantizer, layerwise);
        var sensitivity = new LayerSensitivity(model, plan, quantizer, choice, search);
        (quantizer, best) = sensitivity.Narrow(best, request.Budget, kept);
        var narrowed = whole.Keeping(kept); // it has added to them

        var quantized = quantizer.Quantize(choice);
        var wholeInteger = kept.Count == 0
            ? quantized : quantizer.With(whole).Quantize(choice);
        var evaluation = evaluated is null
            ? null : RangeSearch.Compare(evaluated, quantized, "evaluation: int8 network", card, context);

        Stamp(quantized, card, best, evaluation, request.Target);
        var known = KnownPass.Run(quantized, request.Calibration, progress, cancellation);
        var entries = known.Result is null ? [] : known.Entries();
        var fused = RuntimeOptimization.FusedOperators(quantized);
        quantized.WriteTo(output);
        output.Write(entries); // messages that follow each other are one
        output.Complete();
        return new QuantizationReport
        {
            Target = request.Target,
            IntegerLayers = model.Graph.Node.Count(narrowed.IsWeighted),
            FloatLayers = narrowed.FloatLayers(),
            Candidates = search.Candidates,
            Chosen = best,
            KeptFloat = [.. kept.Order(StringComparer.Ordinal)],
            KeptFloatBytes = quantized.CalculateSize() - wholeInteger.CalculateSize(),
            Evaluation = evaluation,
            Skipped = [.. calibration.Reference.Skipped, .. evaluated?.Skipped ?? []],
            FusedOperators = fused,
            Known = known.Report,
            FileBytes = quantized.CalculateSize() + entries.Length,
        };
    }

    private static void Verify(ModelProto model, ModelCard card, string path)
    {
        var outputs = model.Graph.Output.Select(output => output.Name);
        var problem = card.Precision != "float32" ? $"its precision is '{card.Precision}', not float32"
            : !outputs.Contains("features") ? "it has no output 'features'"
            : model.Graph.Initializer.DistinctBy(tensor => tensor.Name).Count() != model.Graph.Initializer.Count
                ? "two of its weights have the same name"
            : null;
        if (problem is not null)
        {
            throw new UneXt50Exception(
                ErrorKind.Model, path, problem, "give the float32 model that 'model import' or 'model describe' made");
        }
    }

    private static FloatPass FloatOutputs(ModelProto model, string name, PhotoSet photos, PassContext context)
    {
        using var network = new RunnableGraph(model, name, context.InputSize, context.Cancellation);
        return FloatPass.Run(network, [], photos, "evaluation", context);
    }

    /// <summary>The layers that the user wants in float, by the names that "model info --layers" shows.</summary>
    private static HashSet<string> KeptFloat(GraphProto graph, QuantizationRequest request)
    {
        var names = graph.Node.SelectMany(node => node.Output.Append(node.Name)).ToHashSet();
        return request.KeepFloat.FirstOrDefault(layer => !names.Contains(layer)) is { } unknown
            ? throw new UneXt50Exception(ErrorKind.Usage, unknown, $"{request.ModelPath} has no such layer",
                $"{Setting.ListLayers} lists them")
            : [.. request.KeepFloat];
    }

    private static void Stamp(
        ModelProto model, ModelCard card, QuantizationCandidate chosen, FidelityReport? evaluation,
        QuantizationTarget target)
    {
        var version = typeof(ModelQuantization).Assembly.GetName().Version?.ToString(3);
        model.SetCard(card with
        {
            Precision = "int8",
            Tool = $"unext50 {version}",
            Calibration = $"{chosen.Fidelity.Photos} photos, activations {chosen.Activations}, "
                + $"weights {chosen.Weights} per channel, " + (target == QuantizationTarget.TensorRt
                    ? "symmetric for TensorRT" : $"groups of {MinimumGroupChannels} channels or more"),
            Accuracy = evaluation is not { LabelledPhotos: > 0 } ? "" : string.Create(CultureInfo.InvariantCulture,
                $"top-1 {evaluation.QuantizedAccuracy:P2} on {evaluation.LabelledPhotos} photos, "
                + $"float32 {evaluation.FloatAccuracy:P2}"),
        });
    }
}
