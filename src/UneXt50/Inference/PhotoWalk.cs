using System.Numerics.Tensors;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>The stages between a frame and an answer, for one network; safe to call from several threads.</summary>
/// <param name="network">Runs in batches of its own; it stays the caller's.</param>
/// <param name="exact">Whether every photo is decoded at full size.</param>
/// <param name="unknownBelow">
/// The share of calibration photos that look stranger below which the answer is "unknown"; 0 for never.
/// </param>
internal sealed class PhotoWalk(INetwork network, bool exact, double unknownBelow = 0)
{
    private readonly Preprocessor _preprocessor = new(network.Card.Preprocess);
    private readonly int _shortSideHint = exact ? 0 : network.Card.Preprocess.ResizeShortSide;

    /// <summary>What computes features and logits.</summary>
    public INetwork Network => network;

    /// <summary>Values in one input tensor: 3 * S * S.</summary>
    public int InputLength => 3 * network.Card.Preprocess.InputSize * network.Card.Preprocess.InputSize;

    /// <summary>Decodes a frame to upright RGB, scaled where that is allowed and saves time.</summary>
    /// <exception cref="UneXt50Exception">It is not a picture, or damaged, or too large.</exception>
    public RgbImage Decode(Frame frame) => Decode(frame, Mounting.Upright, fullSize: false)[0].Image;

    /// <summary>Decodes a frame to the pictures that are looked at.</summary>
    /// <exception cref="UneXt50Exception">
    /// As for <see cref="Decode(Frame)"/>, or a region reaches beyond it (Usage).
    /// </exception>
    public IReadOnlyList<RegionImage> Decode(Frame frame, Mounting mounting, bool fullSize)
    {
        try
        {
            return mounting.Decode(frame, fullSize ? 0 : _shortSideHint);
        }
        catch (OutOfMemoryException failure)
        {
            throw Scarcity.Of(frame.Name, failure, ErrorKind.Input)!;
        }
    }

    /// <summary>Makes a square of it and normalises as the card says.</summary>
    /// <param name="image">Any size.</param>
    /// <param name="planes">Receives [3, S, S].</param>
    public void Preprocess(RgbImage image, Span<float> planes) => _preprocessor.Write(image, planes);

    /// <summary>Row <paramref name="row"/> of the last run, copied out of the batch.</summary>
    /// <exception cref="UneXt50Exception">It holds NaN or infinity, which only damaged weights give.</exception>
    public Prediction PredictionOf(INetworkBatch batch, int row, StageTimes times)
    {
        var (features, logits) = (batch.Features(row).ToArray(), batch.Logits(row).ToArray());
        // A sum is finite only if everything in it is.
        if (!float.IsFinite(TensorPrimitives.Sum<float>(features))
            || !float.IsFinite(TensorPrimitives.Sum<float>(logits)))
        {
            throw new UneXt50Exception(ErrorKind.Model, network.Path, "its outputs are not finite numbers",
                network.Card.Precision == "float16"
                    ? $"float16 is too narrow for this network: import it with {Setting.Precision} fp32"
                    : "the weights are damaged: compare its checksum ('sha256sum') and copy it again");
        }

        var known = network.Known?.ShareStrangerThan(features);
        return new Prediction(features, logits, network.Card.Labels, times)
        {
            Known = known,
            IsUnknown = known < unknownBelow,
        };
    }
}
