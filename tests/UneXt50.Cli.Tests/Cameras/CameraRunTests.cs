using System.Globalization;
using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>Runs on a camera; tests/FakeCamera stands in for the programs that read CSI cameras.</summary>
public sealed class CameraRunTests : IDisposable
{
    private readonly CameraPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public void The_frames_of_a_camera_are_classified_and_named_after_camera_and_time()
    {
        _programs.Add("rpicam-vid", "red rate 50 send -1");

        var answer = _programs.Program.With(
            "classify", "--camera", "rpicam", "--count", "3", "--top", "1", "--format", "csv");

        var rows = answer.Exits(0).OutputLines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal("red", row[4]));
        Assert.All(rows, row => Assert.Matches(@"^rpicam:0@\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", row[0]));
        Assert.Equal("unext50: rpicam:0: 640x480 MJPG through rpicam-vid", answer.ErrorLine);
    }

    [Fact]
    public void Features_of_ten_frames_are_an_array_of_ten_rows()
    {
        _programs.Add("rpicam-vid", "green rate 50 send -1");

        _programs.Program.With("features", "--camera", "rpicam", "--count", "10", "--out", "vec.npy").Exits(0);

        var array = Npy.Read(_programs["vec.npy"]);
        Assert.Equal([10, 3], array.Shape);
        Assert.InRange(array.Floats[1], 0.9f, 1);
        var index = File.ReadAllLines(_programs["vec.index.csv"]);
        Assert.Equal(11, index.Length);
        Assert.Equal("row,input,status,camera,time", index[0]);
        Assert.Matches(@"^0,rpicam:0@(\S+Z),ok,rpicam:0,\1$", index[1]);
    }

    [Theory]
    [InlineData("classify", "jsonl", @"^\{'input':'rpicam:0@(\S+?Z)','camera':'rpicam:0','time':'\1','classes':\[")]
    [InlineData("classify", "json", @"'camera': 'rpicam:0',\s+'time': '\S+Z',")]
    [InlineData("classify", "csv", @"(?s)^input,status,rank,index,label,probability,camera,time\n.*,rpicam:0,\S+Z\n")]
    [InlineData("features", "jsonl", @"'camera':'rpicam:0','time':'\S+?Z','features':\[")]
    [InlineData("features", "csv", @"^input,status,f0,f1,f2,camera,time\nrpicam:0@(\S+Z),ok,.*,rpicam:0,\1\n")]
    public void Rows_of_a_camera_say_camera_and_time(string command, string format, string rows)
    {
        _programs.Add("rpicam-vid", "green rate 50 send -1");

        var answer = _programs.Program.With(command, "--camera", "rpicam", "--count", "1", "--format", format);

        Assert.Matches(rows, answer.Exits(0).Output.Replace('"', '\''));
    }

    [Fact]
    public void The_older_program_is_used_where_the_newer_one_is_missing()
    {
        _programs.Add("libcamera-vid", "note arguments blue rate 50 send -1");

        var answer = _programs.Program.With(
            "classify", "--camera", "rpicam:1", "--camera-size", "320x240", "--count", "1", "--format", "csv");

        Assert.Contains("blue", answer.Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("320x240 MJPG through libcamera-vid", answer.Error, StringComparison.Ordinal);
        var arguments = File.ReadAllLines(_programs["arguments"]);
        Assert.Contains("320", arguments);
        Assert.Equal("1", arguments[Array.IndexOf(arguments, "--camera") + 1]);
    }

    [Fact]
    public void A_pipeline_is_given_to_gstreamer()
    {
        _programs.Add("gst-launch-1.0", "note arguments red rate 50 send -1");

        _programs.Program.With("classify", "--camera", "gst:videotestsrc ! jpegenc", "--count", "1").Exits(0);

        Assert.Equal(
            ["-q", "videotestsrc", "!", "jpegenc", "!", "fdsink", "fd=1"], File.ReadAllLines(_programs["arguments"]));
    }

    [Fact]
    public void Garbage_and_half_frames_cost_no_result()
    {
        _programs.Add("rpicam-vid", "red rate 50 send 1 garbage 70000 send 1 half send 1 half garbage 10 send -1");

        _programs.Program.With("classify", "--camera", "rpicam", "--count", "20").Exits(0);
    }

    [Fact]
    public void A_camera_that_fails_comes_back_by_itself()
    {
        _programs.Add("rpicam-vid", "red rate 50 send 3 say 'ERROR: lost' exit 1");

        var answer = _programs.Program.With(
            "features", "--camera", "rpicam", "--count", "5", "--out", "vec.npy").Exits(0);

        Assert.Equal(5, Npy.Read(_programs["vec.npy"]).Shape[0]);
        Assert.Contains(
            "rpicam:0: rpicam-vid ended with status 1 (ERROR: lost); see what 'rpicam-vid --", answer.Error,
            StringComparison.Ordinal);
        Assert.Contains("trying again", answer.Error, StringComparison.Ordinal);
        Assert.Contains("rpicam:0: back", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_reconnecting_a_failure_ends_the_run_with_its_own_code_and_the_results_so_far()
    {
        _programs.Add("rpicam-vid", "red rate 5 send 3 exit 1");

        var answer = _programs.Program.With(
            "features", "--camera", "rpicam", "--no-reconnect", "--quiet", "--out", "vec.npy");

        answer.Fails(6, "rpicam:0", "ended with status 1");
        Assert.InRange(Npy.Read(_programs["vec.npy"]).Shape[0], 1, 3);
    }

    [Fact]
    public void A_source_that_ends_is_the_end_and_complete()
    {
        _programs.Add("gst-launch-1.0", "red rate 20 send 5");

        var answer = _programs.Program.With(
            "classify", "--camera", "gst:filesrc location=film.webm ! decodebin ! videoconvert ! jpegenc", "--format", "json");

        Assert.Contains("\"interrupted\": false", answer.Exits(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("trying again", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_open_that_fails_for_good_ends_at_once_with_what_to_do()
    {
        _programs.Add("gst-launch-1.0", "say 'WARNING: erroneous pipeline: no element \"nvarguscamerasrc\"' exit 1");
        _programs.Program.With("classify", "--camera", "gst:csi", "-q").Fails(6, "no element", "nvidia-l4t-gstreamer");

        _programs.Add("gst-launch-1.0", "garbage 100000 stall");
        _programs.Program.With("classify", "--camera", "gst:videotestsrc", "-q", "--camera-timeout", "10")
            .Fails(6, "what it sent has no JPEG in it", "let the pipeline end in jpegenc");
    }

    [Fact]
    public void Frames_without_their_end_marker_are_answered()
    {
        _programs.Add("rpicam-vid", "red rate 20 bare -1");

        _programs.Program.With("classify", "--camera", "rpicam", "--count", "3", "--no-reconnect").Exits(0);
    }

    [Fact]
    public void Black_frames_at_the_beginning_are_passed_over_and_counted()
    {
        _programs.Add("rpicam-vid", "black rate 20 send 8 red send -1");

        var answer = _programs.Program.With(
            "classify", "--camera", "rpicam", "--count", "1", "--top", "1", "--format", "csv", "--stats");

        Assert.Contains(",red,", answer.Exits(0).OutputLines[1], StringComparison.Ordinal);
        Assert.Matches(" 0 damaged, [1-8] during warm-up", answer.Error);
    }

    [Theory]
    [InlineData("0", "black")]
    [InlineData("8", "red")]
    public void The_warm_up_can_be_set(string warmUp, string kind)
    {
        _programs.Add("rpicam-vid", "black rate 4 send 8 red send -1");

        var answer = _programs.Program.With(
            "features", "--camera", "rpicam", "--count", "1", "--format", "csv", "--warm-up", warmUp).Exits(0);

        var red = double.Parse(answer.OutputLines[1].Split(',')[2], CultureInfo.InvariantCulture);
        Assert.Equal(kind, red > 0.9 ? "red" : red < 0.1 ? "black" : "neither");
    }

    [Fact]
    public void A_stalled_camera_is_a_failure()
    {
        _programs.Add("rpicam-vid", "red send 1 stall");

        _programs.Program.With("classify", "--camera", "rpicam", "--no-reconnect", "-q", "--camera-timeout", "0.5")
            .Fails(6, "no frame for 0.5 s", "check its cable");
    }

    [Fact]
    public void A_camera_that_opens_and_never_sends_a_frame_ends_the_run_with_what_its_program_said()
    {
        _programs.Add("gst-launch-1.0", "say 'WARNING: from element /GstPipeline:p/GstV4l2Src:v4l2src0: Device is in use.' stall");

        _programs.Program.With("classify", "--camera", "gst:v4l2src ! jpegenc", "-q", "--camera-timeout", "10").Fails(
            6, "gst:v4l2src ! jpegenc: no frame for 10 s (gst-launch-1.0: Device is in use); stop the other program that uses it");
    }

    [Fact]
    public void A_missing_program_is_named_with_the_package_that_has_it()
    {
        // The programs of this machine are out of sight: it may have these.
        var program = _programs.Program with
        {
            Variables = new Dictionary<string, string> { ["PATH"] = _programs.Folder },
        };
        program.With("classify", "--camera", "rpicam").Fails(6, "rpicam-vid", "apt install rpicam-apps");
        program.With("classify", "--camera", "gst:csi")
            .Fails(6, "gst-launch-1.0", "apt install gstreamer1.0-tools");
    }

    [Fact]
    public void A_run_ends_after_its_duration()
    {
        _programs.Add("rpicam-vid", "red rate 50 send -1");

        _programs.Program.With("features", "--camera", "rpicam", "--duration", "1", "--out", "vec.npy").Exits(0);

        Assert.InRange(Npy.Read(_programs["vec.npy"]).Shape[0], 1, 100);
    }

    [Fact]
    public void Captures_keep_their_interval()
    {
        _programs.Add("rpicam-vid", "red rate 50 send -1");

        var answer = _programs.Program.With(
            "classify", "--camera", "rpicam", "--interval", "0.3", "--count", "4", "--top", "1", "--format", "csv");

        var times = answer.Exits(0).OutputLines.Skip(1).Select(line => DateTime.Parse(
            line.Split(',')[0].Split('@')[1], CultureInfo.InvariantCulture)).ToList();
        // Names say when a frame came, which may be a while before it was asked for.
        Assert.InRange((times[^1] - times[0]).TotalSeconds, 0.6, 60);
    }

    [Theory]
    [InlineData("rate 4 red send 4 blue send 4 green send -1", "--on-change", "red blue green")]
    [InlineData("rate 4 red send 4 blue send 1 red send 4 green send -1", "--on-change --hold 3", "red green")]
    public void Changes_are_told_once_and_flicker_is_not(string actions, string options, string labels)
    {
        _programs.Add("rpicam-vid", actions);
        var count = labels.Split(' ').Length;

        var answer = _programs.Program.With(
            [
                "classify", "--camera", "rpicam", "--top", "1", "--format", "csv", "--count", $"{count}",
                .. options.Split(' '),
            ]);

        var told = answer.Exits(0).OutputLines.Skip(1).Select(line => line.Split(',')[4]);
        Assert.Equal(labels, string.Join(' ', told));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_a_run_with_its_files_complete(string signal, int exitCode)
    {
        var token = TestContext.Current.CancellationToken;
        _programs.Add("rpicam-vid", "red rate 50 send -1");
        using var process = _programs.Program.Start(
            "features", "--camera", "rpicam", "--out", "vec.npy", "--stats");
        while (!Directory.EnumerateFiles(_programs.Folder, ".unext50-*").Any(file => new FileInfo(file).Length > 200))
        {
            await Task.Delay(20, token);
        }

        System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync(token).WaitAsync(Unext50.Patience, token);

        Assert.Equal(exitCode, process.ExitCode);
        Npy.Read(_programs["vec.npy"]);
        Assert.Empty(Directory.GetFiles(_programs.Folder, ".unext50-*"));
        Assert.Contains("interrupted", await process.StandardError.ReadToEndAsync(token), StringComparison.Ordinal);
    }
}
