using UneXt50.Cameras.Processes;
using Xunit;

namespace UneXt50.Cameras.Tests;

/// <summary>What the programs are called with.</summary>
public sealed class CameraCommandTests
{
    [Fact]
    public void Rpicam_is_asked_for_an_endless_stream_of_JPEG_on_its_output()
    {
        var arguments = RpicamCommand.Arguments(1, new CameraRequest { Width = 800, Height = 600, Rate = 2.5 });

        Assert.Contains("--nopreview", arguments);
        Assert.Contains("--flush", arguments);
        foreach (var (option, value) in (ReadOnlySpan<(string, string)>)
                 [
                     ("--camera", "1"), ("--timeout", "0"), ("--codec", "mjpeg"), ("--width", "800"),
                     ("--height", "600"),
                     ("--framerate", "2.5"), ("--output", "-"),
                 ])
        {
            Assert.Equal(value, arguments[arguments.ToList().IndexOf(option) + 1]);
        }
    }

    [Fact]
    public void A_pipeline_is_split_as_a_shell_would() => Assert.Equal(
        [
            "-q", "filesrc", "location=a b.jpg", "!", "video/x-raw(memory:NVMM), width=640", "!", "jpegenc", "!",
            "fdsink", "fd=1",
        ],
        GstCommand.Arguments("filesrc location='a b.jpg' !  \"video/x-raw(memory:NVMM), width=640\" ! jpegenc"));

    [Fact]
    public void The_ready_pipeline_takes_size_and_rate() => Assert.StartsWith(
        "nvarguscamerasrc sensor-id=1 ! video/x-raw(memory:NVMM),width=1920,height=1080,framerate=7500/1000 !",
        GstCommand.CsiPipeline(1, new CameraRequest { Width = 1920, Height = 1080, Rate = 7.5 }),
        StringComparison.Ordinal);

    [Fact]
    public void A_pipeline_and_a_size_do_not_go_together()
    {
        var error = Assert.Throws<UneXt50Exception>(
            () => CameraSpec.Parse("gst:videotestsrc ! jpegenc").Open(new CameraRequest { Width = 640, Height = 480 }));

        Assert.Equal(ErrorKind.Usage, error.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("leaf.jpg")]
    [InlineData("gst:")]
    [InlineData("rpicam:")]
    [InlineData("rpicam:x")]
    [InlineData("rpicam:-1")]
    [InlineData("iot")]
    [InlineData("iot:/dev/video0")]
    public void What_names_no_camera_is_refused(string spec)
    {
        var error = Assert.Throws<UneXt50Exception>(() => CameraSpec.Parse(spec));

        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("/dev/videoN", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rpicam", "rpicam:0")]
    [InlineData("rpicam:2", "rpicam:2")]
    [InlineData("gst:csi", "gst:csi")]
    public void A_camera_has_a_name(string spec, string name) => Assert.Equal(name, CameraSpec.Parse(spec).Text);
}
