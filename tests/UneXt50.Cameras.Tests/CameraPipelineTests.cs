using SkiaSharp;
using UneXt50.Heads;
using UneXt50.Results;
using UneXt50.Sources;
using UneXt50.Tests;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Cameras.Tests;

/// <summary>A camera through the tiny model, whose class is the strongest of red, green and blue.</summary>
public sealed class CameraPipelineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyNetwork _network = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _network.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_trigger_starts_each_capture_with_a_frame_that_comes_after_it()
    {
        using var feed = CameraFeed.Open(() => new EndlessCamera("rgb"));
        var pulled = 0;
        var options = new CameraPipelineOptions { Count = 3, Trigger = _ => pulled++ };

        Assert.Equal(3, new CameraPipeline(_network.Model, feed, options).Run(Cancellation).Count());
        Assert.Equal(3, pulled);
    }

    [Fact]
    public void A_camera_that_has_delivered_nothing_when_the_time_is_over_has_failed()
    {
        var options = new CameraPipelineOptions { Duration = TimeSpan.FromSeconds(0.2) };
        using var silent = CameraFeed.Open(() => new ScriptedCamera());
        using var away = CameraFeed.Open(
            () => throw new UneXt50Exception(ErrorKind.Camera, "camera", "unplugged", "plug it in"),
            new CameraFeedOptions { ReconnectForever = true });
        using var lost = CameraFeed.Open(
            () => new ScriptedCamera(ScriptedCamera.Jpeg(Jpegs.Picture(SKColors.Red)), ScriptedCamera.Fails("unplugged")));

        string Problem(CameraFeed feed) => Assert.Throws<UneXt50Exception>(
            () => new CameraPipeline(_network.Model, feed, options).Run(Cancellation).Count()).Problem;
        Assert.Equal("no frame came in the 0.2 s of the run", Problem(silent));
        Assert.Equal("unplugged", Problem(away));
        Assert.NotEmpty(new CameraPipeline(
            _network.Model, lost, options with { Duration = TimeSpan.FromSeconds(5) }).Run(Cancellation));
    }

    [Fact]
    public void The_held_class_is_told_after_every_frame_reported_or_not()
    {
        using var feed = CameraFeed.Open(() => new EndlessCamera("r"));
        var held = new List<string?>();
        var options = new CameraPipelineOptions { Count = 1, Hold = 3, Held = labels => held.Add(Assert.Single(labels)) };

        Assert.Single(new CameraPipeline(_network.Model, feed, options).Run(Cancellation));
        Assert.Equal([null, null, "red"], held);
    }

    [Fact]
    public void With_a_head_its_answer_is_what_is_held()
    {
        LabelledPhoto[] photos = [new("a", "warm", [1, 0, 0]), new("b", "cold", [0, 0, 1])];
        using (var trained = LinearHead.Train(new TrainingSet(photos, _network.Model.Sha256), cancellation: Cancellation))
        {
            trained.Save(_folder["hues.onnx"]);
        }

        using var head = HeadModel.Load(_folder["hues.onnx"]);
        using var feed = CameraFeed.Open(() => new EndlessCamera("r"));
        var held = new List<string?>();
        var options = new CameraPipelineOptions { Count = 1, Heads = [head], Held = labels => held.Add(Assert.Single(labels)) };

        var outcome = Assert.Single(new CameraPipeline(_network.Model, feed, options).Run(Cancellation));
        Assert.Equal("warm", Assert.Single(outcome.Prediction!.Heads).BestLabel);
        Assert.Equal(["warm"], held);
    }

    [Fact]
    public void A_frame_that_cannot_be_decoded_is_an_outcome_and_does_not_count()
    {
        var broken = new PixelLayout(PixelFormat.Rgb24, 100, 100, 300);
        using var feed = CameraFeed.Open(() => new ScriptedCamera(
            (buffer, _) => buffer.Fill([1, 2, 3], broken), (_, cancellation) => cancellation.WaitHandle.WaitOne()));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var outcome = new CameraPipeline(_network.Model, feed, new CameraPipelineOptions { Count = 1 }).Run(end.Token).First();

        Assert.Equal(ErrorKind.Input, outcome.Error!.Kind);
    }

    [Fact]
    public void A_source_that_ends_ends_the_run()
    {
        using var feed = CameraFeed.Open(() => new ScriptedCamera(
            ScriptedCamera.Frame(9), (_, _) => throw new EndOfStreamException()));

        Assert.Single(new CameraPipeline(_network.Model, feed).Run(Cancellation));
    }

    /// <summary>Segments that reach the end: without a picture, and with half of one.</summary>
    public static TheoryData<byte[]> Damaged => new(
        (byte[])[0xFF, 0xD8, 0xFF, 0xD9], (byte[])[.. Jpegs.Picture(SKColors.Red, 640, 480)[..^9000], 0xFF, 0xD9]);

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_jpeg_that_cannot_be_decoded_is_a_damaged_frame_and_costs_no_result(byte[] jpeg)
    {
        var damaged = ScriptedCamera.Jpeg(jpeg);
        using var next = new SemaphoreSlim(0);
        Action<FrameBuffer, CancellationToken> AfterLook(Action<FrameBuffer, CancellationToken> step) =>
            (buffer, cancellation) =>
            {
                next.Wait(cancellation);
                step(buffer, cancellation);
            };
        using var feed = CameraFeed.Open(() => new ScriptedCamera(damaged, AfterLook(damaged), AfterLook(ScriptedCamera.Frame(9))));
        using var seen = new Timer(_ => { if (next.CurrentCount < feed.Damaged) next.Release(); }, null, 1, 1);

        var outcome = new CameraPipeline(_network.Model, feed).Run(Cancellation).First();

        Assert.Null(outcome.Error);
        Assert.InRange(feed.Damaged, 1, 2);
    }

    [Fact]
    public void A_run_ends_when_it_is_cancelled_or_its_time_is_over()
    {
        using var feed = CameraFeed.Open(() => new EndlessCamera("r"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var outcomes = new List<Outcome>();
        foreach (var outcome in new CameraPipeline(_network.Model, feed).Run(end.Token))
        {
            outcomes.Add(outcome);
            if (outcomes.Count == 5) end.Cancel();
        }

        Assert.Equal(5, outcomes.Count);
        var options = new CameraPipelineOptions { Duration = TimeSpan.FromMilliseconds(100) };
        var timed = new CameraPipeline(_network.Model, feed, options).Run(Cancellation);
        Assert.All(timed, outcome => Assert.NotNull(outcome.Prediction));
    }
}
