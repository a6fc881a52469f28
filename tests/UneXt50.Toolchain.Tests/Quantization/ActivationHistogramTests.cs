using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class ActivationHistogramTests
{
    [Fact]
    public void Every_value_is_counted_in_its_bin()
    {
        var histogram = new ActivationHistogram(new ActivationRange(-1, 1));

        histogram.Count([-1, 0, 0.0005f, 0.5f, 1]);

        Assert.Equal(5, histogram.Counts.ToArray().Sum());
        Assert.Equal(1, histogram.Counts[0]);
        Assert.Equal(2, histogram.Counts[1024]);
        Assert.Equal(1, histogram.Counts[1536]);
        Assert.Equal(1, histogram.Counts[^1]);
        Assert.Equal(0.5, histogram.Centre(1536), 1e-3);
    }

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        var range = new ActivationRange(0, 8);
        var values = Enumerable.Range(0, 1000).Select(i => 8 * MathF.Abs(MathF.Sin(i))).ToArray();
        var whole = new ActivationHistogram(range);
        var first = new ActivationHistogram(range);
        var second = new ActivationHistogram(range);

        whole.Count(values);
        first.Count(values.AsSpan(0, 300));
        second.Count(values.AsSpan(300));
        second.Add(first);

        Assert.Equal(whole.Counts, second.Counts);
    }

    [Fact]
    public void Different_bins_do_not_add_up()
    {
        var histogram = new ActivationHistogram(new ActivationRange(0, 1));

        Assert.Throws<ArgumentException>(() => histogram.Add(new ActivationHistogram(new ActivationRange(0, 2))));
    }

    [Fact]
    public void Zeros_alone_are_counted_too()
    {
        var histogram = new ActivationHistogram(new ActivationRange(0, 0));

        histogram.Count([0, 0]);

        Assert.Equal(2, histogram.Counts[0]);
    }
}
