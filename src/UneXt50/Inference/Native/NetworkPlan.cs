namespace UneXt50.Inference.Native;

/// <summary>
/// A network of the family as a straight list of layers, every shape and size checked; weights are only named by their
/// place in the file.
/// </summary>
/// <param name="Pixels">How the normalised input becomes levels.</param>
/// <param name="Layers">In the order they run.</param>
/// <param name="Activations">All 8-bit tensors, the input's first, in the order they are made.</param>
/// <param name="Last">The one whose mean over its pixels is the feature vector.</param>
/// <param name="Classifier">Float32, on the features; null for a backbone alone.</param>
internal sealed record NetworkPlan(
    PixelPlan Pixels, IReadOnlyList<LayerPlan> Layers, IReadOnlyList<Activation> Activations, Activation Last,
    ClassifierPlan? Classifier)
{
    public int FeatureWidth => Last.Channels;

    public int ClassCount => Classifier?.Classes ?? 0;
}

/// <summary>
/// An 8-bit tensor of one photo: pixel by pixel, all channels of a pixel together. A level is stored less 128, as a
/// signed byte, and stands for (level - zero point) * scale.
/// </summary>
internal sealed class Activation(int height, int width, int channels, float scale, int zeroPoint)
{
    /// <summary>Rows, without the border.</summary>
    public int Height { get; } = height;

    /// <summary>Pixels of a row, without the border.</summary>
    public int Width { get; } = width;

    /// <summary>Values of a pixel.</summary>
    public int Channels { get; } = channels;

    /// <summary>Of a step.</summary>
    public float Scale { get; } = scale;

    /// <summary>What stands for 0, less 128: -128 to 127.</summary>
    public int ZeroPoint { get; } = zeroPoint;

    /// <summary>Pixels around it that hold the zero point, for convolutions that reach over its edges.</summary>
    public int Border
    {
        get;
        set => RowBytes = (Width + (2 * (field = value))) * Channels;
    }

    /// <summary>Where it lies in the arena, from the beginning of the border.</summary>
    public int Offset { get; set; }

    public int Pixels => Height * Width;

    /// <summary>From one row to the next.</summary>
    public int RowBytes { get; private set; } = width * channels;

    public long Bytes => (long)(Height + (2 * Border)) * RowBytes;

    /// <summary>Where a pixel lies, from the beginning of the border.</summary>
    public int Place(int row, int column) => ((row + Border) * RowBytes) + ((column + Border) * Channels);
}

/// <summary>
/// value / scale + zero point, by colour, rounded half to even: the pixels that were normalised.
/// </summary>
/// <param name="Size">Side of the input.</param>
/// <param name="Padding">Pixels around it that stand for 0.</param>
/// <param name="Scales">By colour.</param>
/// <param name="ZeroPoints">By colour, 0 to 255.</param>
/// <param name="Output">With the padding as pixels of its own.</param>
internal sealed record PixelPlan(int Size, int Padding, float[] Scales, byte[] ZeroPoints, Activation Output);

/// <param name="Name">Of the tensor it makes, as the file calls it.</param>
/// <param name="Output">What it makes.</param>
internal abstract record LayerPlan(string Name, Activation Output)
{
    /// <summary>What it reads.</summary>
    public abstract IReadOnlyList<Activation> Inputs { get; }
}

/// <summary>
/// A convolution, with what follows it: requantization, and a ReLU that is nothing but its lower bound.
/// </summary>
/// <param name="Name">Of its output.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Output">What it makes.</param>
/// <param name="Side">Of the kernel.</param>
/// <param name="Stride">In pixels.</param>
/// <param name="Padding">Pixels, on every side.</param>
/// <param name="Groups">As the file has them.</param>
/// <param name="Weights">Bytes [outputs, inputs / groups, side, side].</param>
/// <param name="Bias">In steps of input scale times weight scale, by output.</param>
/// <param name="Scales">What a step of the sum is in steps of the output, by output.</param>
internal sealed record ConvolutionPlan(
    string Name, Activation Input, Activation Output, int Side, int Stride, int Padding, int Groups,
    OnnxGraph.Tensor Weights, int[] Bias, float[] Scales) : LayerPlan(Name, Output)
{
    public override IReadOnlyList<Activation> Inputs => [Input];

    public int GroupInputs => Input.Channels / Groups;

    public int GroupOutputs => Output.Channels / Groups;
}

/// <summary>The largest level of each window; what lies over the edge does not count.</summary>
internal sealed record MaxPoolPlan(
    string Name, Activation Input, Activation Output, int Side, int Stride, int Padding) : LayerPlan(Name, Output)
{
    public override IReadOnlyList<Activation> Inputs => [Input];
}

/// <summary>The mean level of each window of 2 x 2, or of what of it lies within the input.</summary>
internal sealed record AveragePoolPlan(string Name, Activation Input, Activation Output) : LayerPlan(Name, Output)
{
    public const int Side = 2;

    public override IReadOnlyList<Activation> Inputs => [Input];
}

/// <summary>The sum of two activations, and the ReLU behind it.</summary>
internal sealed record AdditionPlan(string Name, Activation Left, Activation Right, Activation Output)
    : LayerPlan(Name, Output)
{
    public override IReadOnlyList<Activation> Inputs => [Left, Right];
}

/// <param name="Classes">Rows of the weights.</param>
/// <param name="Weights">Float32 [classes, features].</param>
/// <param name="Bias">Float32 [classes].</param>
internal sealed record ClassifierPlan(int Classes, OnnxGraph.Tensor Weights, OnnxGraph.Tensor Bias);
