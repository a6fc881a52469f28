using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>
/// A layer, and how it is split: into bands of pixels, in the order of rows, and each band into pieces of channels. A
/// piece may begin as soon as the bands that it reads are there, while others still work on the rest of the layer
/// before.
/// </summary>
internal sealed class LayerPieces
{
    private const int BandBytes = 32 << 10; // of rows: half of a small core's first cache
    private const int PiecesPerThread = 4;

    private readonly int _bandPixels;
    private readonly int _chunks;
    private readonly int[] _needed; // by band: how many bands of the layer before must be whole

    /// <summary>Splits a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The one before it.</param>
    /// <param name="network">Whose weights it has.</param>
    /// <param name="threads">That work on it.</param>
    public LayerPieces(LayerPlan layer, LayerPieces? before, NativeNetwork network, int threads)
    {
        Layer = layer;
        var output = layer.Output;
        var wanted = threads == 1 ? 1 : PiecesPerThread * threads;
        (_bandPixels, PiecesPerBand, _chunks) = (output.Width, 1, 1);
        switch (layer)
        {
            case ConvolutionPlan plan:
                Convolution = network[plan];
                var (tiles, rows) = (Convolution.Tiles, network.Kernel.Rows);
                _bandPixels = Math.Clamp(BandBytes / tiles.Depth / rows * rows, rows, ProductKernel.MostRows);
                var pieces = Divided(output.Pixels, _bandPixels) * tiles.Groups;
                _chunks = Math.Clamp(Divided(wanted, pieces), 1, tiles.Blocks);
                PiecesPerBand = tiles.Groups * _chunks;
                break;
            case AdditionPlan plan:
                Addition = new ResidualAddition(plan);
                _bandPixels *= Divided(output.Height, wanted);
                break;
        }

        Bands = Divided(output.Pixels, _bandPixels);
        _needed = [.. Enumerable.Range(0, Bands).Select(band => BandsRead(band, before))];
    }

    public LayerPlan Layer { get; }

    public PackedConvolution? Convolution { get; }

    public ResidualAddition? Addition { get; }

    public int Bands { get; }

    public int PiecesPerBand { get; }

    public int Pieces => Bands * PiecesPerBand;

    /// <summary>How many bands of the layer before, from the first on, a band reads.</summary>
    public int Needed(int band) => _needed[band];

    /// <summary>A band's pixels of the output.</summary>
    public Range Pixels(int band) => (band * _bandPixels)..Math.Min((band + 1) * _bandPixels, Layer.Output.Pixels);

    /// <summary>Which group of a convolution a piece of a band computes, and which of its blocks.</summary>
    public (int Group, Range Blocks) Channels(int piece)
    {
        var (group, chunk) = Math.DivRem(piece, _chunks);
        var blocks = Convolution!.Tiles.Blocks;
        return (group, (blocks * chunk / _chunks)..(blocks * (chunk + 1) / _chunks));
    }

    private int BandsRead(int band, LayerPieces? before)
    {
        if (before is null || !Layer.Inputs.Contains(before.Layer.Output)) return 0;
        return Math.Min(before.Bands, Divided(LastRead(Pixels(band).End.Value - 1) + 1, before._bandPixels));
    }

    /// <summary>The last pixel of the input that a pixel of the output is made of.</summary>
    private int LastRead(int pixel)
    {
        var (side, stride, padding) = Layer switch
        {
            ConvolutionPlan plan => (plan.Side, plan.Stride, plan.Padding),
            MaxPoolPlan plan => (plan.Side, plan.Stride, plan.Padding),
            AveragePoolPlan => (AveragePoolPlan.Side, AveragePoolPlan.Side, 0),
            _ => (1, 1, 0),
        };
        if (side == 1 && stride == 1) return pixel;
        var row = (pixel / Layer.Output.Width * stride) - padding + side - 1;
        var input = Layer.Inputs[0];
        return ((Math.Clamp(row, 0, input.Height - 1) + 1) * input.Width) - 1;
    }

    private static int Divided(int count, int by) => (count + by - 1) / by;
}
