using System.Globalization;

namespace UneXt50.Cameras;

/// <summary>The errors that all kinds of cameras share, so that they are worded alike.</summary>
internal static class CameraError
{
    public const string SeeList = $"{Setting.ListCameras} lists the cameras";

    public static UneXt50Exception Make(string camera, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Camera, camera, problem, remedy, inner);

    /// <summary>No frame came in time; one may still come.</summary>
    public static UneXt50Exception Stalled(string camera, TimeSpan time) => Make(
        camera, $"no frame for {Seconds(time)} s",
        $"check its cable and power, or allow more with {Setting.CameraTimeout}",
        new TimeoutException());

    /// <summary>What has never worked says nothing: that does not pass by itself.</summary>
    public static UneXt50Exception NoAnswer(string camera, TimeSpan time) => Make(
        camera, $"no answer for {Seconds(time)} s",
        $"check that it is on and can be reached from here, allow more with {Setting.CameraTimeout}, or wait for it "
        + $"with {Setting.ReconnectForever}");

    /// <summary>Frames came and none was whole; one may still come.</summary>
    public static UneXt50Exception OnlyDamaged(string camera, TimeSpan time) => Make(
        camera, $"only damaged frames for {Seconds(time)} s",
        $"check its cable, or ask for a smaller {Setting.CameraSize} or another {Setting.CameraFormat}",
        new TimeoutException());

    /// <summary>Bytes came that are something else.</summary>
    public static UneXt50Exception NoJpeg(string camera, TimeSpan time, string remedy) => Make(
        camera, $"no frame for {Seconds(time)} s: what it sent has no JPEG in it", remedy);

    /// <summary>Whether it may pass by itself: what was opened works, and is slow or disturbed.</summary>
    public static bool MayPass(UneXt50Exception failure) => failure.InnerException is TimeoutException;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
