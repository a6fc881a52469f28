using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>
/// Tells frames that a camera sends before it sees anything: all black, grey or white, or the green that YUV zeros are.
/// Noise and a few hot pixels do not make a picture.
/// </summary>
internal static class BlankPicture
{
    private const int ShortSide = 32;
    private const int Step = 7; // pixels between those looked at
    private const double MostDeviation = 6;
    private const double MostColour = 12;

    // Y, U and V of 0 are no red, no blue, and green: 77 by BT.709, 84 in full range, 89 by BT.2020, 135 by BT.601.
    private const double LeastGreen = 60;
    private const double MostGreen = 165;
    private const double MostOfOthers = 30;

    /// <summary>Whether the frame is one; one that cannot be decoded is not.</summary>
    public static bool Is(Frame frame)
    {
        try
        {
            using var image = ImageDecoding.For(frame).Decode(frame, ShortSide);
            return Is(image);
        }
        catch (UneXt50Exception damage) when (damage.Kind == ErrorKind.Input)
        {
            return false;
        }
    }

    private static bool Is(RgbImage image)
    {
        var pixels = image.Pixels;
        Span<double> mean = stackalloc double[3];
        for (var channel = 0; channel < 3; channel++)
        {
            double sum = 0, squares = 0;
            var count = 0;
            for (var i = channel; i < pixels.Length; i += 3 * Step, count++)
            {
                sum += pixels[i];
                squares += pixels[i] * pixels[i];
            }

            mean[channel] = sum / count;
            if (Math.Sqrt(Math.Max((squares / count) - (mean[channel] * mean[channel]), 0)) > MostDeviation)
                return false;
        }

        var (red, green, blue) = (mean[0], mean[1], mean[2]);
        var isGrey = Math.Abs(red - green) < MostColour && Math.Abs(green - blue) < MostColour;
        return isGrey || (red < MostOfOthers && blue < MostOfOthers && green is > LeastGreen and < MostGreen);
    }
}
