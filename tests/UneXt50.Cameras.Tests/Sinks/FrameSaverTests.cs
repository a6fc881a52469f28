using System.Diagnostics;
using UneXt50.Cameras.Saving;
using UneXt50.Cameras.Sinks;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Sources;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class FrameSaverTests : IDisposable
{
    private static readonly Outcome Sure = Answers.Of(0.9f, 0.06f, 0.04f);
    private static readonly Outcome Unsure = Answers.Of(0.3f, 0.3f, 0.4f);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_frame_that_a_rule_chooses_is_saved_as_it_came_and_others_are_not()
    {
        using (var saver = new FrameSaver(Options("uncertain", "label=apple scab,p>0.95")))
        {
            saver.Take(Answers.Frame(1), Unsure, isReported: false);
            saver.Take(Answers.Frame(2), Sure, isReported: true);
            saver.Take(Answers.Frame(3), Answers.Failure, isReported: true);
            saver.Complete();
            Assert.Equal((1, 0), (saver.Saved, saver.Lost));
        }

        Assert.Equal(["20260131T120001.000Z_soy_p0.40.jpg"], _folder.Names);
        Assert.Equal(Answers.Frame().Data.ToArray(), File.ReadAllBytes(_folder[_folder.Names[0]]));
    }

    [Fact]
    public void Pixels_become_a_jpeg()
    {
        using (var saver = new FrameSaver(Options("all")))
        {
            saver.Take(Answers.Frame(data: new byte[300], layout: new(PixelFormat.Rgb24, 10, 10, 30)), Sure, true);
            saver.Complete();
        }

        var saved = new Frame("saved", File.ReadAllBytes(_folder[_folder.Names[0]]));
        using var image = ImageDecoding.For(saved).Decode(saved, 0);
        Assert.Equal((10, 10, 0), (image.Width, image.Height, (int)image.Pixels[0]));
    }

    [Fact]
    public void One_class_is_saved_at_most_once_in_the_interval_and_another_at_once()
    {
        using var saver = new FrameSaver(Options("all") with { Interval = TimeSpan.FromHours(1) });
        for (var i = 0; i < 20; i++) saver.Take(Answers.Frame(i), i < 10 ? Sure : Unsure, isReported: true);
        saver.Complete();

        Assert.Equal(
            ["20260131T120000.000Z_apple-scab_p0.90.jpg", "20260131T120010.000Z_soy_p0.40.jpg"], _folder.Names);
    }

    [Fact]
    public void The_oldest_frames_make_room_and_nothing_else_does()
    {
        _folder.Add("20200101T000000.000Z_soy_p0.10.jpg", new string('x', 900));
        _folder.Add("20190101.jpg", new string('x', 5000));
        _folder.Add("soy/20180101T000000.000Z_soy_p0.10.jpg", new string('x', 5000));
        using var saver = new FrameSaver(Options("all") with { Limit = 1000 });
        for (var i = 0; i < 12; i++)
        {
            saver.Take(Answers.Frame(i, new byte[300]), Sure, isReported: true);
            Assert.True(SpinWait.SpinUntil(() => saver.Saved == i + 1, TimeSpan.FromSeconds(60)));
        }

        saver.Complete();
        var ours = _folder.Names.Where(SavedName.IsOurs).ToList();
        Assert.InRange(ours.Sum(name => new FileInfo(_folder[name]).Length), 300, 1000);
        Assert.Equal("20260131T120011.000Z_apple-scab_p0.90.jpg", ours[^1]);
        Assert.DoesNotContain("20200101T000000.000Z_soy_p0.10.jpg", ours);
        Assert.Contains("20190101.jpg", _folder.Names);
        Assert.True(File.Exists(_folder["soy/20180101T000000.000Z_soy_p0.10.jpg"]));
    }

    [Fact]
    public void A_full_disk_is_told_once_and_again_when_there_is_room()
    {
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk), "needs the right to mount");
        try
        {
            var (lost, restored) = (new List<string>(), new List<string>());
            File.WriteAllBytes(Path.Join(disk, "filler"), new byte[60 << 10]);
            var options = new FrameSaverOptions(disk, [SaveRule.Parse("all")])
            {
                Interval = TimeSpan.Zero,
                Events = new SinkEvents
                {
                    Lost = failure => lost.Add($"{failure.Subject}: {failure.Problem}"),
                    Restored = restored.Add,
                },
            };
            using var saver = new FrameSaver(options);
            for (var i = 0; i < 2; i++)
            {
                saver.Take(Answers.Frame(i, new byte[20 << 10]), Sure, isReported: true);
                Assert.True(SpinWait.SpinUntil(() => saver.Lost == i + 1, TimeSpan.FromSeconds(60)));
            }

            File.Delete(Path.Join(disk, "filler"));
            saver.Take(Answers.Frame(9, new byte[20 << 10]), Sure, isReported: true);

            var error = Assert.Throws<UneXt50Exception>(saver.Complete);
            Assert.Contains("2 of 3 frames could not be saved: the disk is full", error.Message, StringComparison.Ordinal);
            Assert.Equal([$"{disk}: the disk is full"], lost);
            Assert.Contains("saved again; 2 were lost", Assert.Single(restored), StringComparison.Ordinal);
            var saved = Assert.Single(Directory.GetFiles(disk));
            Assert.Equal("20260131T120009.000Z_apple-scab_p0.90.jpg", Path.GetFileName(saved));
        }
        finally
        {
            Assert.True(Run("umount", disk));
        }
    }

    [Fact]
    public void A_folder_that_is_gone_is_told_once_however_many_frames_are_lost()
    {
        var told = new List<UneXt50Exception>();
        var kept = _folder["kept"];
        using var saver = new FrameSaver(new FrameSaverOptions(kept, [SaveRule.Parse("all")])
        {
            Interval = TimeSpan.Zero,
            Events = new SinkEvents { Lost = told.Add },
        });
        Directory.Delete(kept);
        for (var i = 0; i < 30; i++)
        {
            saver.Take(Answers.Frame(i), Sure, isReported: true);
            Assert.True(SpinWait.SpinUntil(() => saver.Lost == i + 1, TimeSpan.FromSeconds(60)));
        }

        var error = Assert.Throws<UneXt50Exception>(saver.Complete);
        Assert.Equal(kept, Assert.Single(told).Subject);
        Assert.Contains(told[0].Problem, error.Problem, StringComparison.Ordinal);
    }

    private FrameSaverOptions Options(params string[] rules) =>
        new(_folder.Path, [.. rules.Select(SaveRule.Parse)]) { Interval = TimeSpan.Zero };

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
