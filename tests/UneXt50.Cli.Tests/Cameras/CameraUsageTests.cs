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

    [Fact]
    public void An_address_among_photos_is_told_where_to_go_and_its_password_is_not_shown() =>
        Unext50.Run("classify", "rtsp://me:hidden@10.0.0.7/live?x=[1]", "--format", "csv", "-q")
            .Fails(1, "rtsp://me:***@10.0.0.7/live?x=[1]: there is no such file", "a network camera is read by --camera");

    [Theory]
    [InlineData("classify --camera leaf", "'leaf' is not a camera")]
    [InlineData("classify --camera 0", "give /dev/video0")]
    [InlineData("classify --camera csi", "gst:csi on a Jetson")]
    [InlineData("classify --camera clip.mp4", "name films without --camera")]
    [InlineData("classify --camera srt://10.0.0.7/live", "give 'gst:uridecodebin uri=srt://10.0.0.7/live ! videoconvert ! ")]
    [InlineData("classify --camera srt://me:hidden@10.0.0.7/live", "'srt://me:***@10.0.0.7/live' is not a camera")]
    [InlineData("classify --camera rtsp://", "'rtsp://' is not an address")]
    [InlineData("classify --camera rtsp://me:hidden@", "'rtsp://me:***@' is not an address")]
    [InlineData("classify --camera http://[1/x", "'http://[1/x' is not an address")]
    [InlineData("classify --camera http://cam/x.jpg --camera-size 2x2", "a network camera sets its size, rate and format itself")]
    [InlineData("classify --camera rtsp://cam/x --camera-rate 2", "a network camera sets its size, rate and format itself")]
    [InlineData("classify --camera auto --no-reconnect --reconnect-forever", "contradict each other")]
    [InlineData("classify --camera auto --camera-rotate 45", "--camera-rotate takes 0, 90, 180, 270, not '45'")]
    [InlineData("classify --camera auto --camera-flip left", "--camera-flip takes none, horizontal, vertical, not 'left'")]
    [InlineData("classify x.jpg --camera-rotate 90", "--camera-rotate is about a camera")]
    [InlineData("features x.jpg --crop 0,0,1,1", "--crop is about a camera")]
    [InlineData("classify --camera auto --crop 1,2,3", "--crop: '1,2,3' is not a region; give X,Y,W,H in pixels")]
    [InlineData("classify --camera auto --crop 1,2,-3,4", "'1,2,-3,4' is not a region")]
    [InlineData("classify --camera auto --crop 1,2,3.5,4", "is not a region")]
    [InlineData("classify --camera auto --crop 0,0,0,4", "has no area")]
    [InlineData("classify --camera auto --crop 60%,0%,50%,100%", "reaches beyond the frame")]
    [InlineData("classify --camera auto --crop =0,0,4,4", "'' is not a name for a region")]
    [InlineData("classify --camera auto --crop 0,0,4,4 --crop a=0,0,4,4", "several regions need names")]
    [InlineData("classify --camera auto --crop a=0,0,4,4 --crop a=1,0,4,4", "two regions are named 'a'")]
    [InlineData("classify --camera auto --every 2s", "--every is about films")]
    [InlineData("classify x.mp4 --every 2", "--every takes seconds (1s, 0.5s) or frames (10f), not '2'")]
    [InlineData("classify x.mp4 --every 0s", "--every takes seconds")]
    [InlineData("classify x.mp4 --every 0f", "--every takes seconds")]
    [InlineData("classify x.mp4 --every 1.5f", "--every takes seconds")]
    [InlineData("features x.mp4 --every -1s", "--every takes seconds")]
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
