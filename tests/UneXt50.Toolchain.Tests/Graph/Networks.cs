using UneXt50.Imaging;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Tests.Checkpoints;

namespace UneXt50.Toolchain.Tests.Graph;

/// <summary>The golden networks, as state dict, layout and card.</summary>
internal static class Networks
{
    public const int InputSize = 64;

    public static readonly PreprocessRule Rule =
        new(InputSize, 72, Interpolation.Bicubic, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    public static StateDict Tensors(string name) =>
        TrunkTensors.Of(CheckpointReader.Read(Golden.File(name + ".pth"))).Tensors;

    public static ModelCard Card(TrunkLayout layout) => new()
    {
        Labels = [.. Enumerable.Range(1, layout.ClassCount).Select(number => $"class {number}")],
        Preprocess = Rule,
        Architecture = layout.Architecture,
        Precision = "float32",
    };
}
