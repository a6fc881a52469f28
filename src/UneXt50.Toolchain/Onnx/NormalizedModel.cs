using Onnx;
using UneXt50.Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>A model as the toolchain takes it: in float32, and in opset 13 or later.</summary>
internal static class NormalizedModel
{
    /// <summary>Reads a model and converts it.</summary>
    /// <exception cref="UneXt50Exception">
    /// As <see cref="OnnxFile.Read"/>, or it cannot be converted (Model).
    /// </exception>
    public static ModelProto Read(string path)
    {
        var model = OnnxFile.Read(path);
        SinglePrecision.Apply(model, path);
        OpsetRaising.Apply(model, path);
        return model;
    }
}
