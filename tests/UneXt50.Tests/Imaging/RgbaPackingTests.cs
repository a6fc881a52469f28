using UneXt50.Imaging;
using Xunit;

namespace UneXt50.Tests.Imaging;

public class RgbaPackingTests
{
    [Fact]
    public void Every_fourth_byte_is_dropped_whatever_the_length()
    {
        for (var pixels = 0; pixels < 70; pixels++)
        {
            var rgba = Enumerable.Range(0, 4 * pixels).Select(i => (byte)(i * 7)).ToArray();
            var rgb = new byte[3 * pixels];
            RgbaPacking.ToRgb(rgba, rgb);
            Assert.Equal(rgba.Where((_, i) => i % 4 != 3), rgb);
        }
    }

    [Fact]
    public void A_target_of_another_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RgbaPacking.ToRgb(new byte[8], new byte[9]));
}
