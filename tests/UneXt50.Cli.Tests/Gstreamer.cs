using System.Diagnostics;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>The GStreamer of this machine.</summary>
internal static class Gstreamer
{
    private const string Inspect = "/usr/bin/gst-inspect-1.0";

    /// <summary>Skips the test where it is not installed, or one of these elements is missing.</summary>
    public static void RequireElements(params string[] elements)
    {
        const string Needed = "Debian: gstreamer1.0-tools, gstreamer1.0-plugins-base, gstreamer1.0-plugins-good";
        Assert.SkipUnless(File.Exists(Inspect), $"GStreamer is not installed here ({Needed})");
        foreach (var element in elements) Assert.SkipUnless(Has(element), $"GStreamer has no {element} here ({Needed})");
    }

    private static bool Has(string element)
    {
        using var inspect = Process.Start(Inspect, ["--exists", element]);
        inspect.WaitForExit();
        return inspect.ExitCode == 0;
    }
}
