using Xunit;

namespace UneXt50.Cli.Tests.Films;

/// <summary>Films that are damaged or none, and programs that fail.</summary>
public sealed class BadFilmTests : IDisposable
{
    private const string OneFrame = "testsrc2=size=64x48:rate=10:duration=3";

    private readonly FilmFolder _films = new();

    public void Dispose() => _films.Dispose();

    [Theory]
    [InlineData("clip.mkv", "-c:v mjpeg")]
    [InlineData("clip.avi", "-c:v mjpeg")]
    [InlineData("clip.webm", "-c:v libvpx -b:v 1M")]
    [InlineData("clip.mp4", "-c:v mjpeg -movflags +faststart")]
    public void A_film_that_is_cut_short_is_answered_as_far_as_it_goes(string name, string arguments)
    {
        _films.Add(name, OneFrame, arguments).Cut(name, 0.5);

        var answer = _films.Program.With("classify", name, Samples.Green, "--top", "1", "--format", "csv", "-q").Exits(1);

        Assert.Contains(Samples.Green, answer.OutputLines[^1], StringComparison.Ordinal);
        Assert.InRange(answer.OutputLines.Count(line => line.Contains(",ok,", StringComparison.Ordinal)), 2, 30);
        Assert.StartsWith($"unext50: {name}: it is cut short or damaged", answer.ErrorLine, StringComparison.Ordinal);
        Assert.Matches(@"; \d+ frames are answered, the last at 00:00:0[012]\.\d00; copy or download it again$", answer.ErrorLine);
    }

    [Fact]
    public void A_film_without_its_table_of_contents_is_no_film()
    {
        _films.Add("clip.mp4", OneFrame, "-c:v mjpeg").Cut("clip.mp4", 0.5);

        _films.Program.With("classify", "clip.mp4", "--format", "csv", "-q")
            .Fails(1, "clip.mp4: it cannot be read as a film (ffmpeg: moov atom not found)", "copy or download it again");
    }

    [Fact]
    public void Sound_alone_is_no_film()
    {
        _films.Add("sound.m4a", "sine=duration=1").Add("sound.ogg", "sine=duration=1", "-c:a libvorbis");

        foreach (var name in (string[])["sound.m4a", "sound.ogg"])
        {
            _films.Program.With("features", name, "--format", "csv", "-q")
                .Fails(1, $"{name}: it has no pictures, only sound or text", "give a film");
        }
    }

    [Theory]
    [InlineData("clip.mp4", "not a film at all", "it cannot be read as a film")]
    [InlineData("clip.mkv", "", "it is empty")]
    [InlineData("clip.avi", "<!doctype html><p>Not found", "it is a web page")]
    [InlineData("clip.webm", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n", "it cannot be read as a film")]
    public void What_is_only_called_a_film_is_refused(string name, string content, string problem)
    {
        File.WriteAllText(_films[name], content);

        _films.Program.With("classify", name, "--format", "csv", "-q").Fails(1, name, problem);
    }

    [Fact]
    public void A_film_that_is_called_a_picture_says_what_it_is()
    {
        _films.AddColours("clip.jpg", 1, "red");

        _films.Program.With("classify", "clip.jpg", "--format", "csv", "-q").Fails(1, "clip.jpg: it is a video");
        _films.Program.With("preprocess", "clip.jpg", "--out", "x.npy", "-q").Fails(1, "clip.jpg: it is a video");
    }

    [Fact]
    public void Where_no_program_is_installed_it_is_said_which_to_install()
    {
        _films.AddColours("clip.mkv", 1, "red");

        var answer = _films.ProgramWith("none").With("classify", "clip.mkv", Samples.Green, "--format", "csv", "--top", "1", "-q");

        answer.Fails(1, "clip.mkv: films are read through ffmpeg or GStreamer", "sudo apt install ffmpeg");
        Assert.Contains("green", answer.OutputLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_dies_costs_the_rest_of_its_film_only()
    {
        _films.AddColours("clip.mkv", 30, "red");
        _films.AddTool("tools/ffmpeg", "/usr/bin/ffmpeg \"$@\" | /usr/bin/head -c 60000; echo '[fatal] out of luck' >&2; kill -9 $$");

        var answer = _films.ProgramWith("tools").With("classify", "clip.mkv", Samples.Green, "--format", "csv", "--top", "1", "-q");

        answer.Fails(1, "clip.mkv: it is cut short or damaged (ffmpeg: ", "frames are answered");
        Assert.Contains("green", answer.OutputLines[^1], StringComparison.Ordinal);
        Assert.InRange(answer.OutputLines.Length, 8, 14);
    }

    [Theory]
    [InlineData("exit 1", "it cannot be read as a film")]
    [InlineData("echo nonsense", "it cannot be read as a film")]
    [InlineData("exec /usr/bin/head -c 100000000 /dev/zero", "what is sent is not Matroska")]
    public void A_program_that_writes_nonsense_is_an_error(string script, string problem)
    {
        _films.AddColours("clip.mkv", 1, "red");
        _films.AddTool("tools/ffmpeg", script);

        _films.ProgramWith("tools").With("features", "clip.mkv", "--format", "csv", "-q").Fails(1, "clip.mkv: ", problem);
    }

    [Fact]
    public void An_older_ffmpeg_is_called_in_its_own_words()
    {
        _films.AddColours("clip.mkv", 3, "red");
        _films.AddTool(
            "tools/ffmpeg",
            "case \"$*\" in *-fps_mode*) echo \"Unrecognized option 'fps_mode'.\" >&2; exit 1;; esac; exec /usr/bin/ffmpeg \"$@\"");

        var answer = _films.ProgramWith("tools").With("features", "clip.mkv", "--format", "csv", "-q");

        Assert.Equal(4, answer.Exits(0).OutputLines.Length);
    }

    [Fact]
    public void A_program_that_may_not_be_started_is_an_error_of_the_film()
    {
        _films.AddColours("clip.mkv", 1, "red");
        _films.AddTool("tools/ffmpeg", "exit 0");
        _films.Shell("printf x > tools/ffmpeg");

        var answer = _films.ProgramWith("tools").With("features", "clip.mkv", Samples.Green, "--format", "csv", "-q").Exits(1);

        Assert.Contains("clip.mkv: ", answer.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("cannot be started", answer.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(3, answer.OutputLines.Length);
    }
}
