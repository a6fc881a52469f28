using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class LbfgsTests
{
    [Fact]
    public void A_narrow_quadratic_valley_is_walked_to_its_bottom()
    {
        double[] point = [10, -7, 3];
        double[] scales = [1, 1e2, 1e4];
        Lbfgs.Minimize((x, gradient) =>
        {
            double value = 0;
            for (var i = 0; i < 3; i++)
            {
                var distance = x[i] - (i + 1);
                gradient[i] = scales[i] * distance;
                value += scales[i] * distance * distance / 2;
            }

            return value;
        }, point, 1e-9);
        Assert.All(point.Zip([1.0, 2.0, 3.0]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void A_start_at_the_minimum_stays_there()
    {
        double[] point = [0];
        Lbfgs.Minimize((x, gradient) => (gradient[0] = x[0]) * x[0] / 2, point, 1e-9);
        Assert.Equal([0], point);
    }
}
