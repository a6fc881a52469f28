using System.Buffers;

namespace UneXt50.Imaging;

/// <summary>
/// What each output pixel of a resize takes from one axis of the input: Pillow's <c>precompute_coeffs</c> and
/// <c>normalize_coeffs_8bpc</c> (libImaging/Resample.c). The tables are rented from the shared pool, so that a folder
/// of photos of all sizes allocates nothing.
/// </summary>
internal readonly struct ResampleWeights : IDisposable
{
    private readonly int[] _firsts;
    private readonly int[] _weights;

    /// <summary>
    /// Computes the weights of output pixels <paramref name="start"/> to <c>start + count - 1</c> of a resize from
    /// <paramref name="inputSize"/> to <paramref name="outputSize"/> pixels.
    /// </summary>
    public ResampleWeights(int inputSize, int outputSize, int start, int count, Interpolation filter)
    {
        var scale = (double)inputSize / outputSize;
        var filterScale = Math.Max(scale, 1.0);
        var support = filterScale * (filter == Interpolation.Bilinear ? 1.0 : 2.0);

        // Windows are as long as the widest one, in whole vectors of four where the input has room for that.
        Taps = Math.Min(inputSize, ((2 * (int)Math.Ceiling(support)) + 4) & ~3);
        Count = count;
        _firsts = ArrayPool<int>.Shared.Rent(count);
        _weights = ArrayPool<int>.Shared.Rent(checked(count * Taps));
        var shares = ArrayPool<double>.Shared.Rent(Taps);
        for (var i = 0; i < count; i++)
        {
            var centre = (start + i + 0.5) * scale;
            var first = Math.Max((int)(centre - support + 0.5), 0);
            var end = Math.Min((int)(centre + support + 0.5), inputSize);
            var window = shares.AsSpan(0, end - first);
            Evaluate(filter, first - centre + 0.5, 1.0 / filterScale, window);

            // At the far edge the window slides back into the input, over weights of zero.
            _firsts[i] = Math.Min(first, inputSize - Taps);
            Quantize(window, _weights.AsSpan(i * Taps, Taps), first - _firsts[i]);
        }

        ArrayPool<double>.Shared.Return(shares);
    }

    /// <summary>Number of output pixels.</summary>
    public int Count { get; }

    /// <summary>Input pixels in every window; weights of zero pad the narrower ones.</summary>
    public int Taps { get; }

    /// <summary>Where the window of output pixel <paramref name="i"/> starts; it ends inside the input.</summary>
    public int First(int i) => _firsts[i];

    /// <summary>The <see cref="Taps"/> weights of output pixel <paramref name="i"/>, in units of 2^-22.</summary>
    public ReadOnlySpan<int> this[int i] => _weights.AsSpan(i * Taps, Taps);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_firsts);
        ArrayPool<int>.Shared.Return(_weights);
    }

    private static void Evaluate(Interpolation filter, double offset, double inverseScale, Span<double> window)
    {
        var sum = 0.0;
        for (var k = 0; k < window.Length; k++)
        {
            var x = Math.Abs((k + offset) * inverseScale);
            window[k] = filter == Interpolation.Bilinear ? Triangle(x) : Cubic(x);
            sum += window[k];
        }

        if (sum == 0) return;
        foreach (ref var share in window) share /= sum;
    }

    private static void Quantize(ReadOnlySpan<double> window, Span<int> weights, int shift)
    {
        weights.Clear();
        for (var k = 0; k < window.Length; k++) weights[shift + k] = FixedPoint.Weight(window[k]);
    }

    private static double Triangle(double x) => x < 1 ? 1 - x : 0;

    // Keys 1981 with a = -0.5, in the order of operations of Pillow's bicubic_filter.
    private static double Cubic(double x)
    {
        const double a = -0.5;
        if (x < 1) return ((((a + 2) * x) - (a + 3)) * x * x) + 1;
        return x < 2 ? ((((((x - 5) * x) + 8) * x) - 4) * a) : 0;
    }
}
