using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Says why onnxruntime does not load a model, and what helps.</summary>
internal static class RuntimeRefusal
{
    /// <summary>An opset that every onnxruntime of the last years reads, and every exporter writes.</summary>
    private const int UsualOpset = 17;

    private const int UsualIrVersion = 8;

    /// <summary>The error to show for a refusal.</summary>
    /// <param name="model">What was refused.</param>
    /// <param name="path">Where it came from.</param>
    /// <param name="refusal">What onnxruntime says.</param>
    public static UneXt50Exception From(ModelProto model, string path, OnnxRuntimeException refusal)
    {
        var text = refusal.Message.Trim();
        var (problem, remedy) = text switch
        {
            _ when text.Contains("till opset", StringComparison.Ordinal) =>
                ($"its opset is {Opset(model)}, newer than onnxruntime {NativeRuntime.Version} knows",
                    $"export it with opset_version={UsualOpset}"),
            _ when text.Contains("model IR version", StringComparison.Ordinal) =>
                ($"its IR version is {model.IrVersion}, newer than onnxruntime {NativeRuntime.Version} knows",
                    $"save it again with Python's onnx and model.ir_version = {UsualIrVersion}"),
            _ when text.Contains("not a registered function/op", StringComparison.Ordinal) =>
                ($"it has operators that onnxruntime does not know ({text})", "export it with ONNX's own operators"),
            _ => ($"onnxruntime cannot load it ({text})",
                $"if it is whole (compare its checksum), export it again with opset_version={UsualOpset}"),
        };
        return new UneXt50Exception(ErrorKind.Model, path, problem, remedy, refusal);
    }

    private static long Opset(ModelProto model) => model.OpsetImport
        .Where(import => import.Domain is "" or "ai.onnx").Select(import => import.Version).DefaultIfEmpty().Max();
}
