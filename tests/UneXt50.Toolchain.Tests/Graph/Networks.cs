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
        At(Golden.File(name + ".pth")).Tensors;

    /// <summary>The network of a checkpoint.</summary>
    public static BackboneTensors At(string path, string? network = null, bool withoutHead = false) =>
        CheckpointReader.Use(path, contents => BackboneTensors.Find(contents, network, withoutHead));

    /// <summary>A checkpoint of these tensors.</summary>
    public static CheckpointContents Contents(StateDict tensors) => new(
        [.. tensors.Names.Select(name => new ListedTensor(name, "float32", true, tensors[name].Shape, name))],
        tensors.Names, wanted => [.. wanted.Select(tensor => tensors[(string)tensor.Source])]);

    public static ModelCard Card(BackboneLayout layout) => new()
    {
        Labels = [.. Enumerable.Range(1, layout.ClassCount).Select(number => $"class {number}")],
        Preprocess = Rule,
        Architecture = layout.Architecture,
        Precision = "float32",
    };
}
