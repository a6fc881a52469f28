using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>
/// A convolution as products of matrices: each output pixel is a row of the inputs under its window (im2col), each
/// output channel a row of weights. Groups narrower than a tile are taken together, with zeros between them.
/// </summary>
internal sealed unsafe class PackedConvolution
{
    private readonly ProductKernel _kernel;
    private readonly int[] _segments; // where the pieces of a window lie, from its first pixel on
    private readonly int _segmentBytes;
    private readonly byte* _weights;
    private readonly int _blockBytes;
    private readonly int* _bias;
    private readonly float* _scales;
    private int _narrow; // channels of a group that the kernel multiplies without the zeros between; 0 for none

    public PackedConvolution(ConvolutionPlan plan, ProductKernel kernel, NativeBlock memory)
    {
        (Plan, _kernel) = (plan, kernel);
        var merged = MergedGroups(plan);
        Groups = plan.Groups / merged;
        GroupInputs = plan.GroupInputs * merged;
        GroupOutputs = plan.GroupOutputs * merged;
        Depth = kernel.Padded(plan.Side * plan.Side * GroupInputs);
        Blocks = (GroupOutputs + ProductKernel.Channels - 1) / ProductKernel.Channels;
        _blockBytes = kernel.PackedBytes(Depth);
        (_segments, _segmentBytes) = Segments();
        IsDirect = plan.Side == 1 && plan.Stride == 1 && plan.Padding == 0 && plan.Input.Border == 0
            && !kernel.PreparesRows;

        var count = Groups * Blocks;
        _weights = memory.Take((long)count * _blockBytes);
        _bias = (int*)memory.Take((long)count * ProductKernel.Channels * sizeof(int));
        _scales = (float*)memory.Take((long)count * ProductKernel.Channels * sizeof(float));
    }

    public ConvolutionPlan Plan { get; }

    /// <summary>Groups as they are multiplied.</summary>
    public int Groups { get; }

    public int GroupInputs { get; }

    public int GroupOutputs { get; }

    /// <summary>Length of a row.</summary>
    public int Depth { get; }

    /// <summary>Tiles of channels in a group.</summary>
    public int Blocks { get; }

    /// <summary>Whether rows are taken from the input as they lie there.</summary>
    public bool IsDirect { get; }

    /// <summary>Memory that a convolution takes.</summary>
    public static long BytesOf(ConvolutionPlan plan, ProductKernel kernel)
    {
        var merged = MergedGroups(plan);
        var depth = kernel.Padded(plan.Side * plan.Side * plan.GroupInputs * merged);
        var blocks = ((plan.GroupOutputs * merged) + ProductKernel.Channels - 1) / ProductKernel.Channels;
        var count = (long)(plan.Groups / merged) * blocks;
        return NativeBlock.Rounded(count * kernel.PackedBytes(depth))
            + (2 * NativeBlock.Rounded(count * ProductKernel.Channels * sizeof(int)));
    }

    /// <summary>Packs weights, bias and scales.</summary>
    /// <param name="weights">All of the layer's, as in the file.</param>
    public void Pack(sbyte* weights)
    {
        _narrow = NarrowWidth(weights);
        var rows = new NativeBlock(((long)ProductKernel.Channels * Depth) + ProductKernel.Slack);
        try
        {
            for (var block = 0; block < Groups * Blocks; block++) Pack(block, weights, rows);
        }
        finally
        {
            rows.Dispose();
        }
    }

    /// <summary>Multiplies rows of one group by some of its blocks, and requantizes.</summary>
    /// <param name="group">Which group.</param>
    /// <param name="blocks">Which of its blocks.</param>
    /// <param name="first">The first pixel.</param>
    /// <param name="count">How many pixels.</param>
    /// <param name="arena">Where activations lie.</param>
    /// <param name="scratch">Of the calling thread.</param>
    public void Run(int group, Range blocks, int first, int count, NativeBlock arena, RowScratch scratch)
    {
        var stride = IsDirect ? Plan.Input.Channels : Depth * _kernel.PreparedBytes;
        var rows = IsDirect
            ? (byte*)Pixel(arena, first) + (group * GroupInputs) : Gather(group, first, count, arena, scratch);
        arena.Check(
            rows, ((long)(_kernel.WholeTiles(count) - 1) * stride) + (Depth * _kernel.PreparedBytes), scratch.Memory);
        var (from, length) = blocks.GetOffsetAndLength(Blocks);
        for (var block = from; block < from + length; block++)
        {
            var place = (group * Blocks) + block;
            var weights = _weights + ((long)place * _blockBytes);
            var bias = _bias + (place * ProductKernel.Channels);
            var scales = _scales + (place * ProductKernel.Channels);
            var channel = (group * GroupOutputs) + (block * ProductKernel.Channels);
            var channels = Math.Min(ProductKernel.Channels, GroupOutputs - (block * ProductKernel.Channels));
            if (_narrow > 0) _kernel.MultiplyNarrow(rows, stride, count, _narrow, weights, bias, scratch.Sums);
            else _kernel.Multiply(rows, stride, count, Depth, weights, bias, scratch.Sums);
            Write(scratch.Sums, scales, first, count, channel, channels, arena);
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
        var start = (sbyte*)arena.Start + input.Offset + (group * GroupInputs);
        var (row, column) = Math.DivRem(first, width);
        var output = scratch.Rows;
        var step = Plan.Stride * input.Channels;
        var window = start + input.Place((row * Plan.Stride) - Plan.Padding, (column * Plan.Stride) - Plan.Padding);
        for (var i = 0; i < count; i++, output += Depth)
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
        _kernel.Prepare(scratch.Rows, scratch.Prepared, count * Depth);
        return scratch.Prepared;
    }

    private (int[] Places, int Bytes) Segments()
    {
        // Without groups, the pixels of a window's row are one piece.
        var wide = Groups == 1;
        var places = new int[wide ? Plan.Side : Plan.Side * Plan.Side];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = wide ? i * Plan.Input.RowBytes
                : (i / Plan.Side * Plan.Input.RowBytes) + (i % Plan.Side * Plan.Input.Channels);
        }

        return (places, wide ? Plan.Side * GroupInputs : GroupInputs);
    }

    /// <summary>How many groups make one that is worth a tile of its own.</summary>
    private static int MergedGroups(ConvolutionPlan plan)
    {
        for (var merged = 1; ; merged++)
        {
            if (plan.Groups % merged != 0) continue;
            if (merged == plan.Groups || (plan.GroupInputs * merged >= 16 && plan.GroupOutputs * merged >= 16))
                return merged;
        }
    }

    /// <summary>
    /// The true width of groups that were merged, here or when the model was made: what lies outside is zero.
    /// </summary>
    private int NarrowWidth(sbyte* weights)
    {
        if (!_kernel.HasNarrow || Plan.Side != 3 || (GroupInputs, GroupOutputs) != (16, 16)) return 0;
        if (Plan.GroupInputs is 4 or 8) return Plan.GroupInputs;
        return Plan.GroupInputs < 16 ? 0 : IsNarrow(weights, 4) ? 4 : IsNarrow(weights, 8) ? 8 : 0;
    }

    private bool IsNarrow(sbyte* weights, int width)
    {
        const int taps = 9;
        for (var output = 0; output < Plan.Output.Channels; output++, weights += 16 * taps)
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
        var (group, first) = Math.DivRem(block, Blocks);
        first = (group * GroupOutputs) + (first * ProductKernel.Channels);
        var channels = Math.Min(ProductKernel.Channels, ((group + 1) * GroupOutputs) - first);
        var area = Plan.Side * Plan.Side;
        var inputs = Plan.GroupInputs;
        var length = inputs * area;
        var rows = (sbyte*)scratch.Start;
        if (area == 1 && length == Depth && channels == ProductKernel.Channels && Plan.Groups == Groups)
            rows = weights + ((long)first * length);
        else
        {
            new Span<byte>(scratch.Start, ProductKernel.Channels * Depth).Clear();
            for (var i = 0; i < channels; i++)
            {
                // Its own group's place among those that were taken together.
                var shift = (first + i) / Plan.GroupOutputs * inputs % GroupInputs;
                var source = weights + ((long)(first + i) * length);
                TapOrder.Write(source, inputs, area, rows + (i * Depth) + shift, GroupInputs);
            }
        }

        var packed = _weights + ((long)block * _blockBytes);
        if (_narrow > 0) _kernel.PackNarrow(rows, Depth, _narrow, packed);
        else _kernel.Pack(rows, Depth, packed);
        var bias = _bias + (block * ProductKernel.Channels);
        var scales = _scales + (block * ProductKernel.Channels);
        for (var i = 0; i < ProductKernel.Channels; i++)
        {
            // What the zero point adds to each activation is taken off once for all.
            bias[i] = i < channels
                ? Plan.Bias[first + i] - (Plan.Input.ZeroPoint * WeightSum.Of(rows + ((nint)i * Depth), Depth)) : 0;
            scales[i] = i < channels ? Plan.Scales[first + i] : 0;
        }
    }
}
