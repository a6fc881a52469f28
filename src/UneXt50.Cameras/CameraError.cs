using System.Globalization;

namespace UneXt50.Cameras;

/// <summary>The errors that all kinds of cameras share, so that they are worded alike.</summary>
internal static class CameraError
{
    public const string SeeList = $"{Setting.ListCameras} lists the cameras";

    public static UneXt50Exception Make(string camera, string problem, CameraRemedy remedy, Exception? inner = null) =>
        new(ErrorKind.Camera, camera, problem, remedy.Text, inner) { MayReturn = remedy.MayReturn };

    /// <summary>What to do about a network camera that is away.</summary>
    public static CameraRemedy Reach { get; } = new("check that it is on and can be reached from here", MayReturn: true);

    /// <summary>What to do about a host name that nobody knows.</summary>
    public const string CheckName = "check the name in the address, or give the number in its place";

    /// <summary>No frame came in time.</summary>
    public static UneXt50Exception Stalled(string camera, TimeSpan time) => Make(
        camera, $"no frame for {Seconds(time)} s",
        $"check its cable and power, or allow more with {Setting.CameraTimeout}");

    /// <summary>No frame came in the time that the run had.</summary>
    public static UneXt50Exception NoFrame(string camera, TimeSpan time) => Make(
        camera, $"no frame came in the {Seconds(time)} s of the run", "check its cable and power, or let it run longer");

    /// <summary>A network camera that has never worked says nothing.</summary>
    public static UneXt50Exception NoAnswer(string camera, TimeSpan time) => Make(
        camera, $"no answer for {Seconds(time)} s", Reach.And($", or allow more with {Setting.CameraTimeout}"));

    /// <summary>Frames came and none was whole.</summary>
    public static UneXt50Exception OnlyDamaged(string camera, TimeSpan time) => Make(
        camera, $"only damaged frames for {Seconds(time)} s",
        "check its cable or network, or let it send smaller frames");

    /// <summary>A frame has begun to come and does not end.</summary>
    public static UneXt50Exception TooSlow(string camera, TimeSpan time) => Make(
        camera, $"no whole frame for {Seconds(time)} s",
        $"let it send smaller frames, or allow more with {Setting.CameraTimeout}");

    /// <summary>Bytes came that are something else.</summary>
    public static UneXt50Exception NoJpeg(string camera, TimeSpan time, string remedy) => Make(
        camera, $"no frame for {Seconds(time)} s: what it sent has no JPEG in it", remedy);

    /// <summary>The failure; of a network camera that is away, with the advice to wait for it.</summary>
    public static UneXt50Exception OrWait(UneXt50Exception failure) =>
        failure.MayReturn
            ? Make(
                failure.Subject, failure.Problem, $"{failure.Remedy}, or wait for it with {Setting.ReconnectForever}",
                failure.InnerException)
            : failure;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>What to do about trouble with a camera.</summary>
/// <param name="Text">An instruction.</param>
/// <param name="MayReturn">Whether the camera may only be away for now, so that waiting may help.</param>
internal readonly record struct CameraRemedy(string Text, bool MayReturn = false)
{
    public static implicit operator CameraRemedy(string text) => new(text);

    /// <summary>The same with more to do.</summary>
    public CameraRemedy And(string more) => this with { Text = Text + more };
}
