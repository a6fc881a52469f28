using System.Diagnostics;
using SkiaSharp;
using UneXt50.Cameras.Processes;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests;

/// <summary>Cameras behind another program; the other program is tests/FakeCamera.</summary>
public sealed class ProcessCameraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _picture = Jpegs.Picture(SKColors.Red);
    private readonly FrameBuffer _frame = new();

    public ProcessCameraTests() => File.WriteAllBytes(_folder["red.jpg"], _picture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frames_come_as_they_are_sent()
    {
        using var camera = Start("send", "3", "stall");
        for (var i = 0; i < 3; i++)
        {
            camera.Read(_frame, Cancellation);
            Assert.Equal(_picture, _frame.Data.ToArray());
            Assert.Null(_frame.Layout);
        }
    }

    [Fact]
    public void Garbage_and_half_frames_between_frames_are_passed_over()
    {
        using var camera = Start(
            "send", "1", "garbage", "5000", "send", "1", "half", "send", "1", "garbage", "3", "stall");
        for (var i = 0; i < 3; i++)
        {
            camera.Read(_frame, Cancellation);
            Assert.Equal(_picture, _frame.Data.ToArray());
        }
    }

    [Fact]
    public void Frames_without_their_end_marker_come_whole_and_so_does_the_last()
    {
        using var camera = Start("bare", "3");
        for (var i = 0; i < 3; i++)
        {
            camera.Read(_frame, Cancellation);
            Assert.Equal(_picture, _frame.Data.ToArray());
        }

        Assert.Throws<EndOfStreamException>(() => camera.Read(_frame, Cancellation));
    }

    [Fact]
    public void A_program_that_sends_nothing_more_is_a_stalled_camera()
    {
        using var camera = Start(TimeSpan.FromSeconds(0.5), "send", "1", "stall");
        ReadOne(camera);

        Fails(camera, "no frame for 0.5 s", "cable");
    }

    [Fact]
    public void What_a_silent_program_has_said_is_told()
    {
        using var camera = Start(TimeSpan.FromSeconds(0.5), "say", "ERROR: from element /GstPipeline:p/GstX:x: Device is in use.", "stall");
        UneXt50Exception silent;
        do silent = Assert.Throws<UneXt50Exception>(() => camera.Read(_frame, Cancellation));
        while (!silent.Message.Contains("in use", StringComparison.Ordinal)); // however long the program takes to start

        Assert.Equal(
            "rpicam:0: no frame for 0.5 s (FakeCamera: Device is in use); stop the other program that uses it", silent.Message);
    }

    // However long the program takes to start.
    private void ReadOne(ProcessCamera camera)
    {
        while (true)
        {
            try
            {
                camera.Read(_frame, Cancellation);
                return;
            }
            catch (UneXt50Exception stalled)
            {
                Assert.Contains("no frame for", stalled.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_program_that_sends_only_garbage_is_a_stalled_camera()
    {
        var actions = string.Join(' ', Enumerable.Repeat("garbage 100000", 2000)).Split(' ');
        using var camera = Start(TimeSpan.FromSeconds(0.5), actions);

        Fails(camera, "no frame for 0.5 s", "what it sent has no JPEG in it", "it should be JPEG");
    }

    [Fact]
    public void A_program_that_has_sent_all_it_should_is_at_its_end()
    {
        using var camera = Start("send", "2", "garbage", "10");
        for (var i = 0; i < 2; i++) camera.Read(_frame, Cancellation);

        Assert.Throws<EndOfStreamException>(() => camera.Read(_frame, Cancellation));
    }

    [Fact]
    public void A_program_that_ends_well_without_a_frame_has_failed()
    {
        using var silent = Start("exit", "0");
        Fails(silent, "ended with status 0");
        using var raw = Start("garbage", "5000");
        Fails(raw, "what it sent has no JPEG in it");
    }

    [Theory]
    [InlineData("WARNING: erroneous pipeline: no element \"nvarguscamerasrc\"", "nvidia-l4t-gstreamer")]
    [InlineData("WARNING: erroneous pipeline: no element \"foosrc\"", "install the GStreamer plugin")]
    [InlineData("ERROR: from element v4l2src0: Cannot identify device '/dev/video7'.", "camera discovery lists")]
    [InlineData("system error: Permission denied", "usermod -aG video")]
    [InlineData("WARNING: erroneous pipeline: syntax error", "elements are joined by ' ! '")]
    public void What_a_program_says_leads_to_what_to_do(string said, string remedy)
    {
        using var camera = Start("say", said, "exit", "1");
        Fails(camera, "ended with status 1", remedy);
    }

    [Fact]
    public void A_program_that_dies_is_named_with_what_it_said()
    {
        using var camera = Start(
            "say", "starting", "say", "ERROR: *** no cameras available ***", "say", "goodbye", "exit", "255");

        Fails(camera, "ended with status 255", "no cameras available", "plug the camera in");
    }

    [Fact]
    public void A_program_that_ends_without_a_word_is_to_be_tried_by_hand()
    {
        using var camera = Start("send", "1", "half");
        camera.Read(_frame, Cancellation);

        Fails(camera, "ended with status 0", "see what 'FakeCamera picture", "> /dev/null' says");
    }

    [Fact]
    public void A_camera_in_use_is_said_to_be()
    {
        using var camera = Start("say", "ERROR: *** failed to acquire camera /base/soc ***", "exit", "1");

        Fails(camera, "stop the other program");
    }

    [Fact]
    public void A_program_that_cannot_be_started_is_an_error()
    {
        var path = _folder.Add("broken", "");

        var error = Assert.Throws<UneXt50Exception>(
            () => new ProcessCamera("rpicam:0", "", new CameraProgram(path, []), TimeSpan.FromSeconds(1)));

        Assert.Equal(ErrorKind.Camera, error.Kind);
        Assert.Contains("cannot be started", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_ends_when_it_is_cancelled()
    {
        using var camera = Start(TimeSpan.FromMinutes(5), "stall");
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.Throws<OperationCanceledException>(() => camera.Read(_frame, soon.Token));
    }

    [Fact]
    public void Disposing_ends_the_program()
    {
        using (var camera = Start("send", "-1")) camera.Read(_frame, Cancellation);

        Assert.DoesNotContain(Process.GetProcessesByName("FakeCamera"), IsOurs);
    }

    private bool IsOurs(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(_folder.Path, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Fails(ProcessCamera camera, params string[] words)
    {
        var error = Assert.Throws<UneXt50Exception>(() => camera.Read(_frame, Cancellation));
        Assert.Equal(ErrorKind.Camera, error.Kind);
        foreach (var word in words) Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private ProcessCamera Start(params string[] actions) => Start(TimeSpan.FromSeconds(20), actions);

    private ProcessCamera Start(TimeSpan timeout, params string[] actions) => new(
        "rpicam:0",
        "64x48 MJPG",
        new CameraProgram(FakeCamera.Path, ["picture", _folder["red.jpg"], .. actions]),
        timeout);
}
