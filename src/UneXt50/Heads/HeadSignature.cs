using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using UneXt50.Results;

namespace UneXt50.Heads;

/// <summary>What goes into and comes out of a model that somebody else may have made.</summary>
internal static class HeadSignature
{
    public const string FixLabels = "give as many labels as the model has classes";

    private const string Probabilities = "probabilities";

    /// <summary>The name of the one input, and its width; 0 for any width.</summary>
    /// <exception cref="UneXt50Exception">There are more inputs, or it is not float32 [N, width] (Model).</exception>
    public static (string[] Names, int Width) InputOf(string path, InferenceSession session)
    {
        var inputs = session.InputMetadata;
        if (inputs.Count != 1)
            throw Refused(path, $"it has {inputs.Count} inputs instead of one", "give a model of features");
        var (name, node) = inputs.First();
        return node.ElementDataType == TensorElementType.Float && node.Dimensions.Length == 2
            ? ([name], Math.Max(0, node.Dimensions[1]))
            : throw Refused(path,
                $"its input is {node.ElementDataType} [{string.Join(", ", node.Dimensions)}], not Float [N, width]",
                "give a model whose input is features");
    }

    /// <summary>
    /// Which output has the scores of the classes: "probabilities", else the first of their number, else the first
    /// whose width the file leaves open. Of one class or two, a single score will do.
    /// </summary>
    /// <exception cref="UneXt50Exception">None fits (Model).</exception>
    public static (int Index, bool IsSingle) ScoresOf(string path, InferenceSession session, int classes)
    {
        var widths = session.OutputMetadata
            .Select(output => (output.Key, Width: output.Value.Dimensions is [.., > 0 and var width] ? width : 0))
            .ToList();
        var index = widths.FindIndex(output => output.Key == Probabilities);
        if (index < 0) index = widths.FindIndex(output => output.Width == classes);
        if (index < 0 && classes == 2) index = widths.FindIndex(output => output.Width == 1);
        if (index < 0) index = widths.FindIndex(output => output.Width == 0);
        var found = index < 0 ? -1 : widths[index].Width;
        var isSingle = classes == 1 && found is 0 or 1 || classes == 2 && found == 1;
        return isSingle || (index >= 0 && (found == classes || found == 0))
            ? (index, isSingle)
            : throw Refused(path, $"none of its outputs has {classes} values, one for each label", FixLabels);
    }

    /// <summary>An output of a run, its numbers as float32.</summary>
    /// <exception cref="UneXt50Exception">It is not a tensor of numbers (Model).</exception>
    public static NamedOutput Read(string path, string name, OrtValue value)
    {
        if (!value.IsTensor)
            throw Refused(path, $"its output {name} is not a tensor", "export it without maps or sequences");
        return new NamedOutput(name, value.GetTensorTypeAndShape().ElementDataType switch
        {
            TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
            TensorElementType.Double => Converted<double>(value),
            TensorElementType.Int64 => Converted<long>(value),
            TensorElementType.Int32 => Converted<int>(value),
            var other => throw Refused(
                path, $"its output {name} is {other}, not numbers", "export it with float32 outputs"),
        });
    }

    private static float[] Converted<T>(OrtValue value)
        where T : unmanaged, INumber<T> =>
        Array.ConvertAll(value.GetTensorDataAsSpan<T>().ToArray(), float.CreateTruncating);

    private static UneXt50Exception Refused(string path, string problem, string remedy) =>
        new(ErrorKind.Model, path, problem, remedy);
}
