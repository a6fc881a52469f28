using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>Cameras that are not there, and options that do not go together.</summary>
public sealed class CameraUsageTests
{
    [Fact]
    public void A_device_that_is_not_there_is_an_error() =>
        Unext50.Run("classify", "--camera", "/dev/video99")
            .Fails(6, "/dev/video99", "no such device", "unext50 cameras");

    [Fact]
    public void A_device_that_is_no_camera_is_an_error() =>
        Unext50.Run("classify", "--camera", "/dev/null").Fails(6, "/dev/null", "it is not a camera");

    [Fact]
    public void A_device_that_may_not_be_opened_says_how_to_get_the_right()
    {
        var path = $"/dev/shm/unext50-{Guid.NewGuid()}";
        File.WriteAllText(path, "");
        System.Diagnostics.Process.Start("chmod", ["0", path]).WaitForExit();
        try
        {
            new Unext50 { Through = Rights.None }.With("classify", "--camera", path)
                .Fails(6, "permission denied", "sudo usermod -aG video $USER");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Features_without_inputs_are_those_of_the_default_camera()
    {
        Assert.SkipWhen(File.Exists("/dev/video0"), "there is a camera here");

        Unext50.Run("features", "--out", "/dev/null").Fails(6, "--camera auto",
            "no camera was found, and no photos are named", "plug one in");
        Unext50.Run("classify").Fails(2, "Nothing to read", "unext50 classify leaf.jpg", "--camera");
    }

    [Fact]
    public void The_list_of_no_cameras_says_what_to_do()
    {
        Assert.SkipWhen(File.Exists("/dev/video0"), "there is a camera here");

        Assert.Contains("Plug one in", Unext50.Run("cameras").Exits(6).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classify --camera leaf", "'leaf' is not a camera")]
    [InlineData("classify --camera 0", "give /dev/video0")]
    [InlineData("classify --camera csi", "gst:csi on a Jetson")]
    [InlineData("classify --camera clip.mp4", "give 'gst:filesrc location=clip.mp4 ! decodebin ! videoconvert ! jpegenc'")]
    [InlineData("classify --camera rtsp://10.0.0.7/live", "give 'gst:uridecodebin uri=rtsp://10.0.0.7/live ! videoconvert ! ")]
    [InlineData("classify --camera http://cam/stream.mjpg", "'gst:uridecodebin uri=http://cam/stream.mjpg ! videoconvert ! ")]
    [InlineData("classify --camera auto --warm-up 2x", "--warm-up takes a number of frames")]
    [InlineData("classify x.jpg --warm-up 2", "--warm-up is about a camera")]
    [InlineData("classify x.jpg --camera auto", "two runs")]
    [InlineData("classify x.jpg --count 2", "--count is about a camera")]
    [InlineData("features x.jpg --interval 2", "--interval is about a camera")]
    [InlineData("classify --camera auto --camera-size 640", "--camera-size takes a size like 640x480")]
    [InlineData("classify --camera auto --camera-format h264", "--camera-format takes")]
    [InlineData("classify --camera auto --hold 0", "--hold takes a number")]
    [InlineData("classify --camera rpicam --camera-format yuyv", "MJPG only")]
    [InlineData("classify --camera gst:x --camera-size 2x2", "a pipeline sets its own size")]
    [InlineData("preprocess --camera auto", "--camera")]
    [InlineData("classify --camera auto --signal-gpio 5", "give both")]
    [InlineData("classify --camera auto --signal-label red", "give both")]
    [InlineData("classify --camera auto --trigger-gpio 5:up", "17:falling")]
    [InlineData("classify --camera auto --trigger-gpio 5 --interval 1", "give one of them")]
    [InlineData("classify --camera auto --signal-gpio 5 --signal-label cat", "the model has no class 'cat'")]
    public void Options_that_make_no_sense_are_refused(string arguments, string problem) =>
        Assert.Contains(problem, Unext50.Run(arguments.Split(' ')).Exits(2).Error, StringComparison.Ordinal);
}
