using UneXt50.Imaging;

namespace UneXt50.Toolchain;

/// <summary>A checkpoint to be made a model, and what only its owner can say about it.</summary>
public sealed record ImportRequest
{
    /// <summary>The checkpoint.</summary>
    public required string CheckpointPath { get; init; }

    /// <summary>
    /// The class names: UTF-8 text, one a line, in the order of the classifier's rows; <c>imagenet</c> for the names
    /// of ImageNet's 1,000 classes; null for a trunk alone.
    /// </summary>
    public required string? LabelsPath { get; init; }

    /// <summary>Where the ONNX file goes; replaced if it exists.</summary>
    public required string OutputPath { get; init; }

    /// <summary>How the network was fed in training.</summary>
    public required PreprocessRule Preprocess { get; init; }

    /// <summary>
    /// Whether bottlenecks step in their 1x1 convolution, as those of the first ResNets (arXiv:1512.03385, Caffe); in
    /// torchvision and timm the 3x3 one does. No tensor tells.
    /// </summary>
    public bool StridesFirst { get; init; }

    /// <summary>SPDX identifier of the weights' licence; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Whom the licence asks to name; empty when unknown.</summary>
    public string Attribution { get; init; } = "";
}
