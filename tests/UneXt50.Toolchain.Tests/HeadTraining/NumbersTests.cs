using UneXt50.Heads;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class NumbersTests
{
    // statsmodels' and R's prop.test without correction: 90 of 100 is 0.8256 to 0.9448, 0 of 10 is 0 to 0.2775.
    [Theory]
    [InlineData(90, 100, 0.825634, 0.944771)]
    [InlineData(0, 10, 0, 0.277533)]
    [InlineData(10, 10, 0.722467, 1)]
    public void The_interval_is_wilsons(int successes, int total, double low, double high)
    {
        var proportion = new Proportion(successes, total);
        Assert.Equal(low, proportion.Low, 1e-5);
        Assert.Equal(high, proportion.High, 1e-5);
    }

    [Fact]
    public void Thresholds_are_numpys_quantiles_and_survive_as_text()
    {
        var calibration = UnknownCalibration.Parse(UnknownCalibration.From([0.4, 0.1, 0.3, 0.2]).ToString());
        Assert.Equal(0.4f, calibration.Threshold(0));
        Assert.Equal(0.25f, calibration.Threshold(50), 1e-6f);
        Assert.Equal(0.385f, calibration.Threshold(5), 1e-6f); // numpy.quantile([.1, .2, .3, .4], .95)
        Assert.Equal(0.1f, calibration.Threshold(100));
    }

    [Fact]
    public void Many_distances_are_summed_up_in_1001_quantiles()
    {
        var calibration = UnknownCalibration.From([.. Enumerable.Range(0, 50_001).Select(i => i / 50_000.0)]);
        Assert.Equal(1001, calibration.ToString().Split(' ').Length);
        Assert.Equal(0.95f, calibration.Threshold(5), 1e-5f);
    }
}
