using Xunit;

namespace UneXt50.Cli.Tests.Films;

/// <summary>Films where GStreamer is the only program that reads them.</summary>
public sealed class GStreamerFilmTests : IDisposable
{
    private const string Program = "/usr/bin/gst-launch-1.0";

    private readonly FilmFolder _films = new();
    private readonly Unext50 _program;

    public GStreamerFilmTests()
    {
        Gstreamer.RequireElements("filesrc", "decodebin", "matroskademux", "jpegdec", "videoconvert", "videoflip", "matroskamux");
        _films.Shell($"mkdir tools && ln -s {Program} tools");
        _program = _films.ProgramWith("tools");
        _program = _program with
        {
            Variables = new Dictionary<string, string>(_program.Variables) { ["GST_REGISTRY"] = _films["registry"] },
        };
    }

    public void Dispose() => _films.Dispose();

    [Fact]
    public void Every_frame_comes_once_in_order_with_its_time_whatever_its_size()
    {
        _films.Add("clip.mkv", "color=red:size=101x57:rate=10:duration=0.5[a];color=blue:size=101x57:rate=10:duration=0.5[b];[a][b]concat", "-c:v mjpeg");

        var answer = _program.With("classify", "clip.mkv", Samples.Green, "--top", "1", "--format", "csv").Exits(0);

        var rows = answer.OutputLines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(
            [.. Enumerable.Range(0, 10).Select(frame => $"clip.mkv@00:00:00.{frame}00"), Samples.Green], rows.Select(row => row[0]));
        Assert.Equal("red red red red red blue blue blue blue blue green", string.Join(' ', rows.Select(row => row[4])));
        Assert.EndsWith("/gst-launch-1.0", answer.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(
            ["00:00:00.000", "00:00:00.300", "00:00:00.600"],
            _program.With("classify", "clip.mkv", "--every", "0.3s", "--top", "1", "--format", "csv", "-q").Exits(0)
                .OutputLines.Skip(1).Take(3).Select(line => line.Split(',')[6]));
    }

    [Fact]
    public void What_is_cut_short_or_has_no_pictures_is_told()
    {
        _films.Add("clip.mkv", "testsrc2=size=64x48:rate=10:duration=3", "-c:v mjpeg").Cut("clip.mkv", 0.5);
        _films.Add("sound.mkv", "sine=duration=1", "-c:a pcm_s16le");

        _program.With("features", "clip.mkv", "--format", "csv", "-q").Fails(1, "clip.mkv: it is cut short or damaged", "frames are answered");
        _program.With("features", "sound.mkv", "--format", "csv", "-q").Fails(1, "sound.mkv: it has no pictures, only sound or text");
    }
}
