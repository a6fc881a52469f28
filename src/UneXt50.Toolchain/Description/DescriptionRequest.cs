using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Toolchain.Description;

/// <summary>An ONNX classifier from elsewhere, and what only its owner can say about it.</summary>
public sealed record DescriptionRequest
{
    /// <summary>The model: float32, one picture input, one output of class scores.</summary>
    public required string ModelPath { get; init; }

    /// <summary>
    /// The class names, in the order of the scores; <c>imagenet</c> for ImageNet's 1,000. A network with a single score
    /// takes one name, for what a positive score means, or two: for a negative one, then for a positive one.
    /// </summary>
    public required string LabelsPath { get; init; }

    /// <summary>Where the described model goes; replaced if it exists.</summary>
    public required string OutputPath { get; init; }

    /// <summary>How the network was fed in training; an input size of 0 takes the one in the model.</summary>
    public required PreprocessRule Preprocess { get; init; }

    /// <summary>
    /// Whether mean and standard deviation were given for this network, not taken from a preset: a network that
    /// normalises its input itself needs them said.
    /// </summary>
    public bool NormalizationGiven { get; init; }

    /// <summary>The tensor with the class scores; null to find the output as wide as there are labels.</summary>
    public string? Scores { get; init; }

    /// <summary>The tensor with the feature vector; null to take the input of the last linear layer.</summary>
    public string? Features { get; init; }

    /// <summary>
    /// Photos like those the network will see, whose looks are stored in the model (<see cref="UneXt50Model.Known"/>);
    /// null to store nothing.
    /// </summary>
    public IReadOnlyList<Photo>? Calibration { get; init; }

    /// <summary>The network's name in the field; empty when unknown.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>SPDX identifier of the weights' licence; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Whom the licence asks to name; empty when unknown.</summary>
    public string Attribution { get; init; } = "";
}
