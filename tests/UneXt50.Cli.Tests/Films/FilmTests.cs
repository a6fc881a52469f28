using System.Globalization;
using Xunit;

namespace UneXt50.Cli.Tests.Films;

/// <summary>Films as inputs, made and read with the ffmpeg that is installed.</summary>
public sealed class FilmTests : IDisposable
{
    private readonly FilmFolder _films = new();

    public void Dispose() => _films.Dispose();

    [Fact]
    public void Every_frame_of_a_film_has_a_row_with_its_time_in_the_order_of_the_inputs()
    {
        _films.AddColours("clip.mkv", 3, "red", "lime", "blue");

        var answer = _films.Program.With(
            "classify", Samples.Blue, "clip.mkv", Samples.Green, "--top", "1", "--format", "csv").Exits(0);

        Assert.Equal("input,status,rank,index,label,probability,time", answer.OutputLines[0]);
        var rows = answer.OutputLines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(
            [
                Samples.Blue, .. Enumerable.Range(0, 9).Select(frame => $"clip.mkv@00:00:00.{frame}00"), Samples.Green,
            ],
            rows.Select(row => row[0]));
        Assert.Equal("blue red red red green green green blue blue blue green", string.Join(' ', rows.Select(row => row[4])));
        Assert.Equal(["", "00:00:00.000"], rows.Take(2).Select(row => row[6]));
        Assert.Equal("unext50: films are read through /usr/bin/ffmpeg", answer.ErrorLine);
    }

    [Theory]
    [InlineData("classify", "jsonl", "'input':'clip.mkv@00:00:00.100','time':'00:00:00.100','classes':[")]
    [InlineData("classify", "json", "'time': '00:00:00.100',")]
    [InlineData("classify", "text", "clip.mkv@00:00:00.100")]
    [InlineData("features", "jsonl", "'input':'clip.mkv@00:00:00.100','time':'00:00:00.100','features':[")]
    [InlineData("features", "csv", ",00:00:00.100\n")]
    public void Rows_of_a_film_say_its_time(string command, string format, string row)
    {
        _films.AddColours("clip.mkv", 2, "red");

        var answer = _films.Program.With(command, "clip.mkv", "--format", format, "-q").Exits(0);

        Assert.Contains(row, answer.Output.Replace('"', '\''), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("odd.mp4", "testsrc=size=101x57:rate=7:duration=2", "-c:v libx264 -pix_fmt yuv444p", 14)]
    [InlineData("small.webm", "testsrc2=size=64x48:rate=25:duration=1", "-c:v libvpx -b:v 1M", 25)]
    [InlineData("one.avi", "testsrc2=size=64x48:rate=1:duration=1", "-c:v mjpeg", 1)]
    [InlineData("varying.mkv", "testsrc2=size=64x48:rate=10:duration=2,select='not(mod(n,3))+eq(n,7)',setpts='PTS+0.02*mod(N,2)/TB'",
        "-fps_mode passthrough -c:v ffv1", 8)]
    [InlineData("bframes.mp4", "testsrc2=size=64x48:rate=30:duration=1", "-c:v libx264 -bf 3 -g 12 -pix_fmt yuv420p", 30)]
    public void Pixels_and_number_of_frames_are_those_that_ffmpeg_writes_as_pictures(
        string name, string source, string arguments, int frames)
    {
        _films.Add(name, source, arguments);
        Directory.CreateDirectory(_films["pictures"]);
        _films.Run(
            "-i", name, "-sws_flags", "bicubic+accurate_rnd+full_chroma_int", "-fps_mode", "passthrough", "pictures/%04d.png");

        _films.Program.With("features", name, "--out", "film.npy", "-q").Exits(0);
        _films.Program.With("features", "pictures", "--out", "pictures.npy", "-q").Exits(0);

        var film = Npy.Read(_films["film.npy"]);
        Assert.Equal([frames, 3], film.Shape);
        Assert.Equal(Npy.Read(_films["pictures.npy"]).Floats, film.Floats);
        var index = File.ReadAllLines(_films["film.index.csv"]);
        Assert.Equal("row,input,status,time", index[0]);
        Assert.StartsWith($"0,{name}@00:00:00.000,ok,00:00:00.000", index[1], StringComparison.Ordinal);
        Assert.Equal(frames, index.Skip(1).Select(line => line.Split(',')[1]).Distinct().Count());
    }

    [Theory]
    [InlineData("1s", "00:00:00.000 00:00:01.000 00:00:02.000")]
    [InlineData("0.25s", "00:00:00.000 00:00:00.300 00:00:00.500 00:00:00.800 00:00:01.000")]
    [InlineData("10f", "00:00:00.000 00:00:01.000 00:00:02.000")]
    [InlineData("7f", "00:00:00.000 00:00:00.700 00:00:01.400 00:00:02.100 00:00:02.800")]
    [InlineData("1000f", "00:00:00.000")]
    public void Frames_can_be_taken_at_intervals(string every, string times)
    {
        _films.AddColours("clip.mkv", 30, "red");

        var answer = _films.Program.With("classify", "clip.mkv", "--every", every, "--top", "1", "--format", "csv");

        var found = answer.Exits(0).OutputLines.Skip(1).Select(line => line.Split(',')[6]).ToList();
        Assert.Equal(times, string.Join(' ', found.Take(times.Split(' ').Length)));
        Assert.Equal(every switch { "0.25s" => 12, "7f" => 5, "1000f" => 1, _ => 3 }, found.Count);
    }

    [Fact]
    public void Names_of_films_may_have_any_characters()
    {
        _films.AddColours("clip.mkv", 1, "red");
        foreach (var name in (string[])["-i.mp4", "a:b%03d.mp4", "it's \"$HOME\" ! x.mp4", "http:--x", "no suffix", "ünï.AVI"])
            File.Copy(_films["clip.mkv"], _films[name]);
        _films.Shell("cp clip.mkv \"$(printf 'caf\\351.mkv')\"");
        _films.Shell("touch names; ls | tr '\\n' '\\0' > names");

        var answer = _films.Program.With("classify", "--files-from", "names", "-0", "--format", "jsonl", "-q");

        // "names" itself is none.
        Assert.Equal(9, answer.Exits(1).OutputLines.Length);
        Assert.Equal(8, answer.OutputLines.Count(line => line.Contains("@00:00:00.000", StringComparison.Ordinal)));
        Assert.Contains(@"caf\\xe9.mkv@00:00:00.000", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_film_on_standard_input_is_read_where_that_is_a_file_and_else_told_what_to_do()
    {
        _films.Add("clip.mp4", "color=red:size=48x40:rate=10:duration=2", "-c:v mjpeg");
        var redirected = _films.Program with { Through = ["/bin/sh", "-c", "exec \"$0\" \"$@\" < clip.mp4"] };

        var answer = redirected.With("classify", "-", Samples.Blue, "--every", "1s", "--top", "1", "--format", "csv", "-q").Exits(0);

        Assert.Equal(
            ["-@00:00:00.000,red,00:00:00.000", "-@00:00:01.000,red,00:00:01.000", $"{Samples.Blue},blue,"],
            answer.OutputLines.Skip(1).Select(line => line.Split(',')).Select(row => $"{row[0]},{row[4]},{row[6]}"));
        var piped = _films.Program with { Input = File.ReadAllBytes(_films["clip.mp4"]) };
        piped.With("classify", "-", "--format", "csv", "-q").Fails(
            1, "-: it is a video, and films are read from files only; save it in a file and name that in 'unext50 classify'");
        redirected.With("preprocess", "-", "--out", "x.npy", "-q").Fails(1, "-: it is a video");
    }

    [Fact]
    public void A_pipe_that_sends_a_film_without_end_is_not_read_to_its_end()
    {
        _films.Add("clip.mkv", "color=red:size=48x40:rate=10:duration=2", "-c:v mjpeg");
        var endless = _films.Program with
        {
            Through = ["/bin/sh", "-c", "{ cat clip.mkv; cat /dev/zero; } 2> /dev/null | exec \"$0\" \"$@\""],
        };

        endless.With("features", "-", "--format", "csv", "-q").Fails(1, "-: it is a video, and films are read from files only");
    }

    [Fact]
    public void Films_in_a_folder_are_passed_over_and_counted_as_ever()
    {
        _films.AddColours("clip.mkv", 1, "red");
        File.Copy(Samples.Green, _films["leaf.jpg"]);

        var answer = _films.Program.With("classify", ".", "--format", "csv", "--top", "1");

        Assert.Equal(2, answer.Exits(0).OutputLines.Length);
        Assert.Contains("1 video (name it in 'unext50 classify' or 'unext50 features'", answer.Error, StringComparison.Ordinal);
        Assert.Equal(3, _films.Program.With("classify", "*.*", "--format", "csv", "--top", "1").Exits(0).OutputLines.Length);
    }

    [Theory]
    [InlineData("classify", "x.csv")]
    [InlineData("classify", "x.jsonl")]
    [InlineData("features", "x.npy")]
    public void Frames_that_an_earlier_run_has_answered_are_kept_and_only_the_others_are_done(string command, string output)
    {
        _films.AddColours("clip.mkv", 3, "red", "lime", "blue");
        _films.Program.With(command, "clip.mkv", Samples.Green, "--out", output, "--every", "3f", "-q").Exits(0);
        var earlier = _films.Program.With(command, "clip.mkv", Samples.Green, "--out", "whole" + Path.GetExtension(output), "-q").Exits(0);

        var answer = _films.Program.With(command, "clip.mkv", Samples.Green, "--out", output, "--resume", "--stats").Exits(0);

        Assert.Contains($"{output}: 4 inputs are done already", answer.Error, StringComparison.Ordinal);
        Assert.Contains("6 ok, 0 failed", answer.Error, StringComparison.Ordinal);
        Assert.Equal(WithoutTimes("whole" + Path.GetExtension(output)), WithoutTimes(output));
        if (output == "x.npy") Assert.Equal(WithoutTimes("whole.index.csv"), WithoutTimes("x.index.csv"));
    }

    [Theory]
    [InlineData("classify", ".csv")]
    [InlineData("features", ".npy")]
    public void Frames_are_divided_by_their_names_and_merged_in_the_order_of_the_film(string command, string suffix)
    {
        _films.AddColours("clip.mkv", 3, "red", "lime", "blue");
        _films.Program.With(command, "clip.mkv", Samples.Green, "--out", "whole" + suffix, "-q").Exits(0);
        foreach (var part in (string[])["1", "2"])
            _films.Program.With(command, "clip.mkv", Samples.Green, "--shard", part + "/2", "--out", part + suffix, "-q").Exits(0);

        _films.Program.With(command, "merge", "1" + suffix, "2" + suffix, "--out", "merged" + suffix).Exits(0);

        Assert.Equal(WithoutTimes("whole" + suffix), WithoutTimes("merged" + suffix));
        if (suffix == ".npy") Assert.Equal(WithoutTimes("whole.index.csv"), WithoutTimes("merged.index.csv"));
        var rows = ((string[])["1/2", "2/2"]).Select(part => _films.Program.With(
            command, "clip.mkv", Samples.Green, "--shard", part, "--format", "jsonl", "-q").Exits(0).OutputLines.Length).ToList();
        Assert.Equal(10, rows.Sum());
        Assert.All(rows, count => Assert.InRange(count, 1, 9));
    }

    [Fact]
    public void Rows_without_times_are_not_continued_with_those_of_a_film()
    {
        _films.AddColours("clip.mkv", 1, "red");
        _films.Program.With("features", Samples.Green, "--out", "x.csv", "-q").Exits(0);

        _films.Program.With("features", Samples.Green, "clip.mkv", "--out", "x.csv", "--resume").Fails(4, "another time column (none and yes)");
    }

    // Rows of JSON say how long each stage took.
    private string WithoutTimes(string name) => System.Text.RegularExpressions.Regex.Replace(
        System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(_films[name])), "\"milliseconds\":\\{[^}]*\\}", "");

    [Fact]
    public void A_name_that_comes_through_a_pipe_may_be_a_film_where_rows_are_only_written()
    {
        _films.AddColours("clip.mkv", 1, "red");
        var program = _films.Program with { Input = "clip.mkv\n"u8.ToArray() };

        Assert.Contains("clip.mkv@00:00:00.000", program.With("classify", "--files-from", "-").Exits(0).Output, StringComparison.Ordinal);
        program.With("features", "--files-from", "-", "--out", "x.npy", "-q").Fails(1, "clip.mkv: a film whose name comes through a pipe");
    }

    [Fact]
    public async Task Large_frames_wait_in_bounded_memory()
    {
        _films.Add("large.mkv", "color=red:size=1920x1080:rate=30:duration=4", "-c:v ffv1");
        using var process = _films.Program.Start("features", "large.mkv", "--format", "csv");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var most = 0L;
        while (!process.HasExited)
        {
            process.Refresh();
            most = Math.Max(most, process.HasExited ? 0 : process.PeakWorkingSet64);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        // 120 frames are 746 MB; ten of them, twice two being decoded, the runtime and the model are less than 300.
        Assert.Equal(121, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.InRange(most, 1, 300_000_000);
    }

    [Fact]
    public async Task A_signal_ends_the_run_the_decoder_and_completes_the_rows()
    {
        _films.Add("long.mkv", "testsrc2=size=640x480:rate=25:duration=60", "-c:v mjpeg");
        using var process = _films.Program.Start("features", "long.mkv", "--out", "x.csv", "--checkpoint", "0.1s");
        while (!File.Exists(_films["x.csv"])) await Task.Delay(20, TestContext.Current.CancellationToken);
        System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Unext50.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.DoesNotContain("cut short", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.All(File.ReadAllLines(_films["x.csv"]).Skip(1), row => Assert.Contains(",ok,", row, StringComparison.Ordinal));
        var left = Directory.EnumerateDirectories("/proc").Where(folder => CommandOf(folder).Contains($"/proc/{process.Id}/fd/", StringComparison.Ordinal));
        Assert.Empty(left);
    }

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Join(process, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
