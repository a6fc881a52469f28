using System.Globalization;
using UneXt50.Sources;

namespace UneXt50.Cameras.V4l2;

/// <summary>Looks at the video nodes of this machine.</summary>
internal static class V4l2Discovery
{
    private const string Prefix = "/dev/video";

    /// <summary>All of them, in order of their numbers.</summary>
    public static IReadOnlyList<V4l2Node> Nodes() =>
        [.. Directory.EnumerateFiles("/dev", "video*").Select(Number).OfType<int>().Order().Select(Describe)];

    private static int? Number(string path) => int.TryParse(
        path.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static V4l2Node Describe(int number)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
        V4l2Device device;
        try
        {
            device = V4l2Device.Open(path);
        }
        catch (UneXt50Exception error)
        {
            // The kernel says what it is to those who may not open it, too.
            return new V4l2Node(new CameraDescription(
                path, SystemName(number), [], error.Problem, error.Remedy, IsForbidden: true));
        }

        using (device) return Describe(device);
    }

    private static V4l2Node Describe(V4l2Device device)
    {
        if (device.Capability() is not { } capability)
        {
            var error = V4l2Error.NotACamera(device.Path);
            return new V4l2Node(new CameraDescription(device.Path, "", [], error.Problem, error.Remedy));
        }

        var codes = device.Formats();
        var obstacle = V4l2Usability.Obstacle(capability, codes);
        var name = $"{V4l2Device.Text(capability.Card)} ({V4l2Device.Text(capability.Bus)})";
        var formats = codes.Select(
            code => new CameraFormat(FourCc.Name(code), FourCc.Format(code) is not null, Sizes(device, code)));
        return new V4l2Node(
            new CameraDescription(device.Path, name, [.. formats], obstacle?.Problem, obstacle?.Remedy),
            V4l2Usability.IsCsi(capability, codes),
            V4l2Usability.IsTegra(capability));
    }

    private static List<string> Sizes(V4l2Device device, uint format) =>
        [.. device.Sizes(format).Select(Size)];

    private static string Size(V4l2FrameSize size) => size.Type == V4l2FrameSize.Discrete
        ? FormattableString.Invariant($"{size.Width}x{size.Height}")
        : FormattableString.Invariant(
            $"{size.LeastWidth}x{size.LeastHeight} to {size.MostWidth}x{size.MostHeight}");

    private static string SystemName(int number)
    {
        try
        {
            return File.ReadAllText(
                string.Create(CultureInfo.InvariantCulture, $"/sys/class/video4linux/video{number}/name")).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

/// <summary>A video node that was looked at.</summary>
/// <param name="Description">What was found.</param>
/// <param name="IsCsi">Whether it is a CSI camera, which another program has to read.</param>
/// <param name="IsTegra">Whether that is a Jetson's.</param>
internal sealed record V4l2Node(CameraDescription Description, bool IsCsi = false, bool IsTegra = false);
