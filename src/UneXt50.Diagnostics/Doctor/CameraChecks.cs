using UneXt50.Sources;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>Whether a camera can be read.</summary>
internal static class CameraChecks
{
    public static IEnumerable<Check> Run(IReadOnlyList<CameraDescription> cameras)
    {
        if (cameras.FirstOrDefault(camera => camera.IsAuto) is { } auto)
        {
            yield return Check.Ok("camera", $"{auto.Spec}: {auto.Name}");
            yield break;
        }

        // Boards have video nodes that are no cameras; what may not be opened, or lacks its program, may be one.
        var unusable = cameras.Where(
            camera => camera.IsForbidden || !camera.Spec.StartsWith("/dev/", StringComparison.Ordinal)).ToList();
        foreach (var camera in unusable)
        {
            yield return Check.Problem(
                "camera", $"{camera.Spec}: {camera.Problem}",
                camera.Remedy ?? $"{Setting.ListCameras} lists the cameras");
        }

        if (unusable.Count == 0)
        {
            yield return Check.Warning(
                "camera", "none was found", "photos need none; plug one in, a CSI camera only while the power is off");
        }
    }
}
