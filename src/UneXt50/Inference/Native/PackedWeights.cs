using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>A convolution's weights as the processor's kernel takes them, with bias and scales, tile by tile.</summary>
internal sealed unsafe class PackedWeights
{
    private readonly ConvolutionPlan _plan;
    private readonly ConvolutionTiles _tiles;
    private readonly ProductKernel _kernel;
    private readonly byte* _weights;
    private readonly int _blockBytes;
    private readonly int* _bias;
    private readonly float* _scales;

    /// <summary>Packs them.</summary>
    /// <param name="plan">The convolution.</param>
    /// <param name="tiles">How it is split.</param>
    /// <param name="kernel">What multiplies.</param>
    /// <param name="weights">All of the layer's, as in the file.</param>
    /// <param name="memory">Gives the memory.</param>
    public PackedWeights(
        ConvolutionPlan plan, ConvolutionTiles tiles, ProductKernel kernel, sbyte* weights, NativeBlock memory)
    {
        (_plan, _tiles, _kernel) = (plan, tiles, kernel);
        _blockBytes = kernel.PackedBytes(tiles.Depth);
        var count = tiles.Groups * tiles.Blocks;
        _weights = memory.Take((long)count * _blockBytes);
        _bias = (int*)memory.Take((long)count * ProductKernel.Channels * sizeof(int));
        _scales = (float*)memory.Take((long)count * ProductKernel.Channels * sizeof(float));
        Narrow = NarrowWidth(weights);
        using var rows = new NativeBlock(((long)ProductKernel.Channels * tiles.Depth) + ProductKernel.Slack);
        for (var block = 0; block < count; block++) Pack(block, weights, rows);
    }

    /// <summary>Channels of a group that the kernel multiplies without the zeros between; 0 for none.</summary>
    public int Narrow { get; }

    /// <summary>Memory that they take.</summary>
    public static long BytesOf(ConvolutionTiles tiles, ProductKernel kernel)
    {
        var count = (long)tiles.Groups * tiles.Blocks;
        return NativeBlock.Rounded(count * kernel.PackedBytes(tiles.Depth))
            + (2 * NativeBlock.Rounded(count * ProductKernel.Channels * sizeof(int)));
    }

    /// <summary>Weights of a tile of channels.</summary>
    public byte* Weights(int block) => _weights + ((long)block * _blockBytes);

    /// <summary>What their sums begin with.</summary>
    public int* Bias(int block) => _bias + (block * ProductKernel.Channels);

    /// <summary>What a step of their sums is in steps of the output.</summary>
    public float* Scales(int block) => _scales + (block * ProductKernel.Channels);

    /// <summary>
    /// The true width of groups that were merged, here or when the model was made: what lies outside is zero.
    /// </summary>
    private int NarrowWidth(sbyte* weights)
    {
        if (!_kernel.HasNarrow || _plan.Side != 3 || (_tiles.GroupInputs, _tiles.GroupOutputs) != (16, 16)) return 0;
        if (_plan.GroupInputs is 4 or 8) return _plan.GroupInputs;
        return _plan.GroupInputs < 16 ? 0 : IsNarrow(weights, 4) ? 4 : IsNarrow(weights, 8) ? 8 : 0;
    }

    private bool IsNarrow(sbyte* weights, int width)
    {
        const int taps = 9;
        for (var output = 0; output < _plan.Output.Channels; output++, weights += 16 * taps)
        {
            var first = output % 16 / width * width * taps;
            var end = first + (width * taps);
            if (new ReadOnlySpan<sbyte>(weights, first).ContainsAnyExcept((sbyte)0)
                || new ReadOnlySpan<sbyte>(weights + end, (16 * taps) - end).ContainsAnyExcept((sbyte)0)) return false;
        }

        return true;
    }

    private void Pack(int block, sbyte* weights, NativeBlock scratch)
    {
        var (group, first) = Math.DivRem(block, _tiles.Blocks);
        first = (group * _tiles.GroupOutputs) + (first * ProductKernel.Channels);
        var channels = Math.Min(ProductKernel.Channels, ((group + 1) * _tiles.GroupOutputs) - first);
        var area = _plan.Side * _plan.Side;
        var inputs = _plan.GroupInputs;
        var length = inputs * area;
        var depth = _tiles.Depth;
        var rows = (sbyte*)scratch.Start;
        if (area == 1 && length == depth && channels == ProductKernel.Channels && _plan.Groups == _tiles.Groups)
            rows = weights + ((long)first * length);
        else
        {
            new Span<byte>(scratch.Start, ProductKernel.Channels * depth).Clear();
            for (var i = 0; i < channels; i++)
            {
                // Its own group's place among those that were taken together.
                var shift = (first + i) / _plan.GroupOutputs * inputs % _tiles.GroupInputs;
                var source = weights + ((long)(first + i) * length);
                TapOrder.Write(source, inputs, area, rows + (i * depth) + shift, _tiles.GroupInputs);
            }
        }

        var packed = Weights(block);
        var totals = stackalloc int[ProductKernel.Channels];
        if (Narrow > 0) _kernel.PackNarrow(rows, depth, Narrow, packed, totals);
        else _kernel.Pack(rows, depth, packed, totals);
        var bias = Bias(block);
        var scales = Scales(block);
        fixed (int* biases = &_plan.Bias[first])
        fixed (float* factors = &_plan.Scales[first])
        {
            // What the zero point adds to each activation is taken off once for all.
            var zero = _plan.Input.ZeroPoint;
            for (var i = 0; i < channels; i++) (bias[i], scales[i]) = (biases[i] - (zero * totals[i]), factors[i]);
        }

        for (var i = channels; i < ProductKernel.Channels; i++) (bias[i], scales[i]) = (0, 0);
    }
}
