using System.Diagnostics;
using UneXt50.Cameras.Films;
using UneXt50.Imaging;
using UneXt50.Sources;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Films;

/// <summary>Films that ffmpeg makes and reads, against the pictures that it makes of them.</summary>
public sealed class FilmFramesTests : IDisposable
{
    private const string Program = "/usr/bin/ffmpeg";

    private readonly TemporaryFolder _folder = new();

    public FilmFramesTests() =>
        Assert.SkipUnless(File.Exists(Program), "films are made with ffmpeg, which is not installed here");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("180")]
    [InlineData("270")]
    public void Pixels_are_those_of_the_picture_turned_as_the_film_says(string turn)
    {
        Ffmpeg("-f", "lavfi", "-i", "testsrc=size=101x57:rate=5:duration=1", "-c:v", "libx264", "-pix_fmt", "yuv444p", "lying.mp4");
        string[] turned = turn.Length == 0 ? [] : ["-metadata:s:v:0", $"rotate={turn}"];
        Ffmpeg(["-i", "lying.mp4", "-c", "copy", .. turned, "film.mp4"]);
        Ffmpeg("-i", "film.mp4", "-sws_flags", "bicubic+accurate_rnd+full_chroma_int", "%d.png");

        var frames = Frames(null);

        Assert.Equal(5, frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            using var film = Decoded(frames[i]);
            using var picture = Decoded(PhotoFile.Open(_folder[$"{i + 1}.png"]));
            Assert.Equal((picture.Width, picture.Height), (film.Width, film.Height));
            Assert.True(picture.Pixels.SequenceEqual(film.Pixels));
        }

        using var first = Decoded(frames[0]);
        Assert.Equal(turn is "90" or "270" ? (57, 101) : (101, 57), (first.Width, first.Height));
    }

    [Fact]
    public void Intervals_take_the_same_frames_in_ffmpeg_and_here()
    {
        foreach (var rate in (string[])["30000/1001", "7", "1000/33"])
        {
            Ffmpeg("-f", "lavfi", "-i", $"color=red:size=16x16:rate={rate}:duration=4", "-c:v", "ffv1", "film.mkv");
            var all = Frames(null, "film.mkv").ConvertAll(frame => frame.FilmTime!.Value);
            foreach (var text in (string[])["1s", "0.033s", "3f"])
            {
                var every = FilmInterval.TryParse(text)!;
                Assert.Equal(all.Where(every.Follow()), Frames(every, "film.mkv").Select(frame => frame.FilmTime!.Value));
            }
        }
    }

    [Fact]
    public void Frames_wait_for_room_and_a_run_that_stops_ends_the_program()
    {
        Ffmpeg("-f", "lavfi", "-i", "color=red:size=4000x3000:rate=25:duration=2", "-c:v", "mjpeg", "film.mkv");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var frames = new FilmFrames(new FilmOptions()).InPlaceOf([PhotoFile.Open(_folder["film.mkv"])], stop.Token).GetEnumerator();

        Assert.True(frames.MoveNext());
        var first = frames.Current;
        Assert.True(frames.MoveNext());
        stop.CancelAfter(200);
        Assert.ThrowsAny<OperationCanceledException>(() => frames.MoveNext()); // there is room for two
        Assert.Equal(36_000_000, first.Read(Cancellation).Data.Length);
    }

    private List<Photo> Frames(FilmInterval? every, string name = "film.mp4")
    {
        var films = new FilmFrames(new FilmOptions { Every = every });
        return [.. films.InPlaceOf([PhotoFile.Open(_folder[name])], Cancellation)];
    }

    private static RgbImage Decoded(Photo photo)
    {
        var frame = photo.Read(Cancellation);
        return ImageDecoding.For(frame).Decode(frame, 0);
    }

    private void Ffmpeg(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", .. arguments])
        {
            WorkingDirectory = _folder.Path,
        };
        using var ffmpeg = Process.Start(start)!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
