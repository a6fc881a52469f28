using System.Text;
using UneXt50.Cameras.Processes;
using UneXt50.Cameras.V4l2;
using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>The cameras of this machine.</summary>
public static class CameraList
{
    /// <summary>All video nodes in order of their numbers, and the CSI cameras that hide behind some of them.</summary>
    public static IReadOnlyList<CameraDescription> Find()
    {
        var nodes = V4l2Discovery.Nodes();
        var cameras = nodes.Select(node => node.Description).ToList();
        if (nodes.FirstOrDefault(node => node.IsCsi) is { } csi) cameras.Add(Csi(csi));
        var auto = Auto(nodes);
        return [.. cameras.Select(camera => camera.Spec == auto ? camera with { IsAuto = true } : camera)];
    }

    /// <summary>Cameras as one JSON object over several lines: <c>schema_version</c> and <c>cameras</c>.</summary>
    public static string ToJson(IReadOnlyList<CameraDescription> cameras) => Encoding.UTF8.GetString(
        CoreJson.ToDocument(new CameraListing(1, cameras), CamerasJson.Default.CameraListing));

    /// <summary>
    /// What <c>auto</c> stands for: the first node that can be read; where a CSI camera comes first, the program that
    /// reads it.
    /// </summary>
    /// <exception cref="UneXt50Exception">There is none; the message says why.</exception>
    internal static CameraSpec ChooseAuto()
    {
        var nodes = V4l2Discovery.Nodes();
        if (Auto(nodes) is { } chosen) return CameraSpec.Parse(chosen);
        if (nodes.Count == 0)
        {
            throw CameraError.Make(
                $"{Setting.Camera} auto", "no camera was found",
                "plug one in; a CSI camera only while the power is off");
        }

        // A camera that may not be opened is more likely the one meant than a node that is none.
        var best = nodes.FirstOrDefault(node => node.Description.IsForbidden) ?? nodes[0];
        throw CameraError.Make(best.Description.Spec, best.Description.Problem!, best.Description.Remedy!);
    }

    private static string? Auto(IReadOnlyList<V4l2Node> nodes)
    {
        foreach (var node in nodes)
        {
            if (node.Description.Problem is null) return node.Description.Spec;
            if (node.IsCsi && Csi(node) is { Problem: null } csi) return csi.Spec;
        }

        return null;
    }

    private static CameraDescription Csi(V4l2Node node)
    {
        var (spec, name, programs, remedy) = node.IsTegra
            ? ($"gst:{GstCommand.Csi}", "CSI camera", [GstCommand.Program], "'sudo apt install gstreamer1.0-tools'")
            : ("rpicam:0", "CSI camera", RpicamCommand.Programs, "'sudo apt install rpicam-apps'");
        return CameraProgram.Find(programs) is { } program
            ? new CameraDescription(spec, $"{name} through {program}", [])
            : new CameraDescription(
                spec, name, [], $"{string.Join(" or ", programs)} is not installed", $"{remedy} installs it");
    }

    /// <summary>The list of cameras as a document.</summary>
    /// <param name="SchemaVersion">Raised when programs would notice a change; new fields do not raise it.</param>
    /// <param name="Cameras">The cameras.</param>
    internal sealed record CameraListing(int SchemaVersion, IReadOnlyList<CameraDescription> Cameras);
}
