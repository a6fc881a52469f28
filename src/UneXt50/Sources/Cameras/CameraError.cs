using System.Globalization;

namespace UneXt50.Sources.Cameras;

/// <summary>The errors that all kinds of cameras share, so that they are worded alike.</summary>
internal static class CameraError
{
    public const string SeeList = "'unext50 cameras' lists what is there";

    public static UneXt50Exception Make(string camera, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Camera, camera, problem, remedy, inner);

    public static UneXt50Exception Stalled(string camera, TimeSpan time) => Make(
        camera, $"no frame for {Seconds(time)} s", "check its cable and power, or allow more with --camera-timeout");

    public static UneXt50Exception OnlyDamaged(string camera, TimeSpan time) => Make(
        camera, $"only damaged frames for {Seconds(time)} s",
        "check its cable, or ask for a smaller --camera-size or another --camera-format");

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
