using UneXt50.Imaging;

namespace UneXt50.Toolchain;

/// <summary>A checkpoint to be made a model, and what only its owner can say about it.</summary>
public sealed record ImportRequest
{
    /// <summary>The checkpoint.</summary>
    public required string CheckpointPath { get; init; }

    /// <summary>
    /// The class names, in the order of the classifier's rows: text with one a line, or a list or table in JSON or
    /// Python; <c>imagenet</c> for the names of ImageNet's 1,000 classes; null for a backbone alone, or to take them
    /// from the config.json beside the checkpoint. A classifier with a single logit takes one name, for what a positive
    /// logit means, or two: for a negative one, then for a positive one.
    /// </summary>
    public required string? LabelsPath { get; init; }

    /// <summary>Where the ONNX file goes; replaced if it exists.</summary>
    public required string OutputPath { get; init; }

    /// <summary>How the network was fed in training.</summary>
    public required PreprocessRule Preprocess { get; init; }

    /// <summary>
    /// The network that <see cref="Preprocess"/> is known from, as <c>resnext50_32x4d</c>: another one is refused; null
    /// where it may be any.
    /// </summary>
    public string? PreprocessedAs { get; init; }

    /// <summary>
    /// Whether bottlenecks step in their 1x1 convolution, as those of the first ResNets (arXiv:1512.03385, Caffe), or
    /// in the 3x3 one, as in torchvision and timm; null for what the config.json beside the checkpoint says, else the
    /// latter. No tensor tells.
    /// </summary>
    public bool? StridesFirst { get; init; }

    /// <summary>
    /// The name, or a part of it, of the network that is meant where a checkpoint holds several; null for the only one,
    /// or the one with averaged weights.
    /// </summary>
    public string? Network { get; init; }

    /// <summary>Whether the classifier is left out, for a model that gives features alone.</summary>
    public bool WithoutHead { get; init; }

    /// <summary>What the weights are stored as and the network computes with.</summary>
    public WeightPrecision Precision { get; init; }

    /// <summary>SPDX identifier of the weights' licence; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Whom the licence asks to name; empty when unknown.</summary>
    public string Attribution { get; init; } = "";
}

/// <summary>What weights are stored as.</summary>
public enum WeightPrecision
{
    /// <summary>float32: four bytes a number, as in checkpoints.</summary>
    Full,

    /// <summary>
    /// float16: two bytes a number, for devices that compute with them; inputs and outputs of the network stay float32.
    /// </summary>
    Half,
}
