namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// Products of rows of activations and channels of weights, added up exactly: what a processor has instructions for.
/// All kernels give the same sums.
/// </summary>
internal abstract unsafe class ProductKernel
{
    /// <summary>Channels of a tile.</summary>
    public const int Channels = 16;

    /// <summary>Rows of one call at most: whole tiles of any kernel.</summary>
    public const int MostRows = 60;

    /// <summary>What <see cref="Pack"/> may read, and rows may have behind them, beyond their depth.</summary>
    public const int Slack = 64;

    /// <summary>Its name, for people.</summary>
    public abstract string Name { get; }

    /// <summary>Whether networks run on it as fast as on onnxruntime, as was measured on such processors.</summary>
    public virtual bool IsFast => true;

    /// <summary>Rows of a tile; a call computes whole ones.</summary>
    public abstract int Rows { get; }

    /// <summary>What the depth is rounded up to; the weights there are zero.</summary>
    public abstract int DepthStep { get; }

    /// <summary>Whether rows must be copied by <see cref="Prepare"/> first.</summary>
    public virtual bool PreparesRows => false;

    /// <summary>Bytes of a prepared activation.</summary>
    public virtual int PreparedBytes => 1;

    /// <summary>The best one that this processor has.</summary>
    public static ProductKernel Best { get; } =
        DotProductKernel.IsSupported ? new DotProductKernel()
        : WideningKernel.IsSupported ? new WideningKernel()
        : VnniKernel.IsSupported ? new VnniKernel()
        : Avx2Kernel.IsSupported ? new Avx2Kernel()
        : new PortableKernel();

    /// <summary>All that this processor has.</summary>
    public static IEnumerable<ProductKernel> Supported()
    {
        if (DotProductKernel.IsSupported) yield return new DotProductKernel();
        if (WideningKernel.IsSupported) yield return new WideningKernel();
        if (VnniKernel.IsSupported) yield return new VnniKernel();
        if (Avx2Kernel.IsSupported) yield return new Avx2Kernel();
        yield return new PortableKernel();
    }

    /// <summary>As many rows, and those that fill the last tile.</summary>
    public int WholeTiles(int rows) => (rows + Rows - 1) / Rows * Rows;

    public int Padded(int depth) => (depth + DepthStep - 1) / DepthStep * DepthStep;

    /// <summary>Bytes of the packed weights of <see cref="Channels"/> channels.</summary>
    /// <param name="depth">A multiple of <see cref="DepthStep"/>.</param>
    public virtual int PackedBytes(int depth) => depth * Channels;

    /// <summary>Arranges the weights of <see cref="Channels"/> channels for <see cref="Multiply"/>.</summary>
    /// <param name="weights">A row for each channel, one <paramref name="depth"/> after the other.</param>
    /// <param name="depth">A multiple of <see cref="DepthStep"/>.</param>
    /// <param name="packed">Takes them.</param>
    /// <param name="totals">Takes the sum of each channel's weights, which zero points are multiplied with.</param>
    public abstract void Pack(sbyte* weights, int depth, byte* packed, int* totals);

    /// <summary>
    /// Whether <see cref="MultiplyNarrow"/> is better than products with the zeros between groups of 4 and 8 channels.
    /// </summary>
    public virtual bool HasNarrow => false;

    /// <summary>
    /// Arranges weights of <see cref="Channels"/> channels in groups, for <see cref="MultiplyNarrow"/>.
    /// </summary>
    /// <param name="weights">As for <see cref="Pack"/>: [channel][tap][16], zero outside the channel's own
    /// group.</param>
    /// <param name="depth">Of a row, of which the 9 taps are the beginning.</param>
    /// <param name="width">Channels of a group: 4 or 8.</param>
    /// <param name="packed">Takes them, in no more bytes than packed otherwise.</param>
    /// <param name="totals">As for <see cref="Pack"/>.</param>
    public virtual void PackNarrow(sbyte* weights, int depth, int width, byte* packed, int* totals) =>
        throw new NotSupportedException();

    /// <summary>Copies activations into the form that <see cref="Multiply"/> takes.</summary>
    public virtual void Prepare(sbyte* levels, byte* prepared, int count) => throw new NotSupportedException();

    /// <summary>
    /// sums[r, c] = bias[c] + the sum of rows[r, k] * weights[c, k], modulo 2^32.
    /// </summary>
    /// <param name="rows">Activations; those of a kernel that prepares them, prepared.</param>
    /// <param name="stride">Bytes from a row to the next.</param>
    /// <param name="count">Rows; those that fill the last tile may be read, and their sums are written.</param>
    /// <param name="depth">A multiple of <see cref="DepthStep"/>.</param>
    /// <param name="packed">Weights.</param>
    /// <param name="bias">One for each channel.</param>
    /// <param name="sums">Takes the sums, [rows, <see cref="Channels"/>].</param>
    public abstract void Multiply(byte* rows, nint stride, int count, int depth, byte* packed, int* bias, int* sums);

    /// <summary>The same as <see cref="Multiply"/> for rows of 9 taps of 16 channels in groups.</summary>
    public virtual void MultiplyNarrow(
        byte* rows, nint stride, int count, int width, byte* packed, int* bias, int* sums) =>
        throw new NotSupportedException();
}
