namespace UneXt50.Inference.Native.Kernels;

/// <summary>For processors that nothing else is written for, and what the others are held against.</summary>
internal sealed unsafe class PortableKernel : ProductKernel
{
    public override string Name => "portable";

    public override bool IsFast => false;

    public override int Rows => 1;

    public override int DepthStep => 1;

    public override void Pack(sbyte* weights, int depth, byte* packed, int* totals)
    {
        Buffer.MemoryCopy(weights, packed, PackedBytes(depth), PackedBytes(depth));
        WeightSum.Write(weights, depth, totals);
    }

    public override void Multiply(
        byte* rows, nint stride, int count, int depth, byte* packed, int* bias, int* sums)
    {
        for (var row = 0; row < count; row++)
        {
            var levels = (sbyte*)rows + (row * stride);
            for (var channel = 0; channel < Channels; channel++)
            {
                var weights = (sbyte*)packed + (channel * depth);
                var sum = bias[channel];
                for (var k = 0; k < depth; k++) sum += levels[k] * weights[k];
                sums[(row * Channels) + channel] = sum;
            }
        }
    }
}
