using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>A convolution ready to run, piece by piece.</summary>
internal sealed unsafe class PackedConvolution
{
    private readonly ProductKernel _kernel;
    private readonly PackedWeights _packed;
    private readonly int[] _segments; // where the pieces of a window lie, from its first pixel on
    private readonly int _segmentBytes;

    /// <summary>Packs a convolution.</summary>
    /// <param name="plan">The convolution.</param>
    /// <param name="kernel">What multiplies.</param>
    /// <param name="weights">All of the layer's, as in the file.</param>
    /// <param name="memory">Gives the memory.</param>
    public PackedConvolution(ConvolutionPlan plan, ProductKernel kernel, sbyte* weights, NativeBlock memory)
    {
        (Plan, _kernel) = (plan, kernel);
        Tiles = new ConvolutionTiles(plan, kernel);
        _packed = new PackedWeights(plan, Tiles, kernel, weights, memory);
        (_segments, _segmentBytes) = Segments();
        IsDirect = plan.Side == 1 && plan.Stride == 1 && plan.Padding == 0 && plan.Input.Border == 0
            && !kernel.PreparesRows;
    }

    public ConvolutionPlan Plan { get; }

    public ConvolutionTiles Tiles { get; }

    /// <summary>Whether rows are taken from the input as they lie there.</summary>
    public bool IsDirect { get; }

    /// <summary>Multiplies rows of one group by some of its blocks, and requantizes.</summary>
    /// <param name="group">Which group.</param>
    /// <param name="blocks">Which of its blocks.</param>
    /// <param name="first">The first pixel.</param>
    /// <param name="count">How many pixels.</param>
    /// <param name="arena">Where activations lie.</param>
    /// <param name="scratch">Of the calling thread.</param>
    public void Run(int group, Range blocks, int first, int count, NativeBlock arena, RowScratch scratch)
    {
        var stride = IsDirect ? Plan.Input.Channels : Tiles.Depth * _kernel.PreparedBytes;
        var rows = IsDirect
            ? (byte*)Pixel(arena, first) + (group * Tiles.GroupInputs) : Gather(group, first, count, arena, scratch);
        arena.Check(
            rows, ((long)(_kernel.WholeTiles(count) - 1) * stride) + (Tiles.Depth * _kernel.PreparedBytes),
            scratch.Memory);
        var (from, length) = blocks.GetOffsetAndLength(Tiles.Blocks);
        for (var block = from; block < from + length; block++)
        {
            var place = (group * Tiles.Blocks) + block;
            var weights = _packed.Weights(place);
            var bias = _packed.Bias(place);
            var channel = (group * Tiles.GroupOutputs) + (block * ProductKernel.Channels);
            var channels = Math.Min(ProductKernel.Channels, Tiles.GroupOutputs - (block * ProductKernel.Channels));
            if (_packed.Narrow is > 0 and var narrow)
                _kernel.MultiplyNarrow(rows, stride, count, narrow, weights, bias, scratch.Sums);
            else _kernel.Multiply(rows, stride, count, Tiles.Depth, weights, bias, scratch.Sums);
            Write(scratch.Sums, _packed.Scales(place), first, count, channel, channels, arena);
        }
    }

    private void Write(
        int* sums, float* scales, int pixel, int rows, int channel, int channels, NativeBlock arena)
    {
        var output = Plan.Output;
        // Rows of pixels may have a border between them.
        while (rows > 0)
        {
            var (row, column) = Math.DivRem(pixel, output.Width);
            var run = output.Border == 0 ? rows : Math.Min(rows, output.Width - column);
            var place = (sbyte*)arena.Start + output.Offset + output.Place(row, column) + channel;
            arena.Check(place, ((long)(run - 1) * output.Channels) + channels);
            Requantization.Write(sums, scales, output.ZeroPoint, run, channels, place, output.Channels);
            sums += run * ProductKernel.Channels;
            pixel += run;
            rows -= run;
        }
    }

    private sbyte* Pixel(NativeBlock arena, int pixel) =>
        (sbyte*)arena.Start + Plan.Input.Offset + ((nint)pixel * Plan.Input.Channels);

    private byte* Gather(int group, int first, int count, NativeBlock arena, RowScratch scratch)
    {
        var (input, width) = (Plan.Input, Plan.Output.Width);
        var start = (sbyte*)arena.Start + input.Offset + (group * Tiles.GroupInputs);
        var (row, column) = Math.DivRem(first, width);
        var output = scratch.Rows;
        var step = Plan.Stride * input.Channels;
        var window = start + input.Place((row * Plan.Stride) - Plan.Padding, (column * Plan.Stride) - Plan.Padding);
        for (var i = 0; i < count; i++, output += Tiles.Depth)
        {
            arena.Check(window, _segments[^1] + _segmentBytes);
            if (_segmentBytes == 16 && Plan.Side == 3)
                RowScratch.CopyNine(window, input.RowBytes, input.Channels, output);
            else if (_segmentBytes <= 16) RowScratch.CopyShort(window, _segments, output, _segmentBytes);
            else RowScratch.CopyLong(window, _segments, output, _segmentBytes);
            window += step;
            if (++column < width) continue;
            (row, column) = (row + 1, 0);
            window = start + input.Place((row * Plan.Stride) - Plan.Padding, -Plan.Padding);
        }

        if (!_kernel.PreparesRows) return (byte*)scratch.Rows;
        _kernel.Prepare(scratch.Rows, scratch.Prepared, count * Tiles.Depth);
        return scratch.Prepared;
    }

    private (int[] Places, int Bytes) Segments()
    {
        // Without groups, the pixels of a window's row are one piece.
        var wide = Tiles.Groups == 1;
        var places = new int[wide ? Plan.Side : Plan.Side * Plan.Side];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = wide ? i * Plan.Input.RowBytes
                : (i / Plan.Side * Plan.Input.RowBytes) + (i % Plan.Side * Plan.Input.Channels);
        }

        return (places, wide ? Plan.Side * Tiles.GroupInputs : Tiles.GroupInputs);
    }
}
