using UneXt50.Cameras.Sinks;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Sources;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests;

/// <summary>
/// Regions of a camera's frames through the tiny model: the frame is red on the left and blue on the right.
/// </summary>
public sealed class MountedCameraTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Each_region_is_a_row_of_its_own_about_the_same_frame()
    {
        var outcomes = Run(new CameraPipelineOptions { Count = 1, Mounting = Halves(new Mounting()) });

        Assert.Equal(["red", "blue"], outcomes.Select(outcome => outcome.Prediction!.BestLabel));
        Assert.Equal(["left", "right"], outcomes.Select(outcome => outcome.Capture!.Region));
        Assert.Single(outcomes.Select(outcome => outcome.Time).Distinct());
        Assert.Equal($"camera@{outcomes[0].Time}#left", outcomes[0].Input);
        Assert.Equal(4, Run(new CameraPipelineOptions { Count = 3, Mounting = Halves(new Mounting()) }).Count);
    }

    [Fact]
    public void Frames_are_turned_and_mirrored_before_they_are_cut()
    {
        var mirrored = Run(new() { Count = 1, Mounting = Halves(new Mounting { Flip = Flip.Horizontal }) });
        var upsideDown = Run(new() { Count = 1, Mounting = Halves(new Mounting { Rotation = 180 }) });
        var top = new Mounting { Rotation = 90, Regions = [CropRegion.Parse("0%,0%,100%,50%")] };

        Assert.Equal(["blue", "red"], mirrored.Select(outcome => outcome.Prediction!.BestLabel));
        Assert.Equal(["blue", "red"], upsideDown.Select(outcome => outcome.Prediction!.BestLabel));
        var row = Assert.Single(Run(new() { Count = 1, Mounting = top }));
        Assert.Equal(("red", null), (row.Prediction!.BestLabel, row.Capture!.Region));
        Assert.DoesNotContain('#', row.Input);
    }

    [Fact]
    public void A_class_is_held_for_each_region()
    {
        var held = new List<string>();
        var options = new CameraPipelineOptions
        {
            Count = 2,
            Hold = 2,
            OnChange = true,
            Mounting = Halves(new Mounting()),
            Held = labels => held.Add(string.Join(' ', labels.Select(label => label ?? "-"))),
        };

        var outcomes = Run(options);

        Assert.Equal(["red", "blue"], outcomes.Select(outcome => outcome.Prediction!.BestLabel));
        Assert.Equal(["- -", "red blue"], held);
    }

    [Fact]
    public void Sinks_that_keep_pictures_are_given_what_was_looked_at()
    {
        var sink = new KeepingSink();

        Run(new CameraPipelineOptions { Count = 1, Sinks = [sink], Mounting = Halves(new Mounting { Rotation = 180 }) });

        Assert.Equal(["20x30 0,0,255", "20x30 255,0,0"], sink.Pictures);
    }

    [Fact]
    public void A_region_beyond_the_frame_ends_the_run_and_says_how_large_it_is()
    {
        var options = new CameraPipelineOptions { Mounting = new Mounting { Regions = [CropRegion.Parse("30,0,20,10")] } };

        var refused = Assert.Throws<UneXt50Exception>(() => Run(options));

        Assert.Equal(ErrorKind.Usage, refused.Kind);
        Assert.Equal(
            "crop: the region reaches beyond the frame, which is 40x30 pixels; give a region within it, or one in percent",
            refused.Message);
    }

    private static Mounting Halves(Mounting mounting) =>
        mounting with { Regions = CropRegion.ParseAll(["left=0,0,20,30", "right=50%,0%,50%,100%"]) };

    private List<Outcome> Run(CameraPipelineOptions options)
    {
        using var feed = CameraFeed.Open(() => new HalvedCamera());
        return [.. new CameraPipeline(_network.Model, feed, options).Run(Cancellation)];
    }

    private sealed class HalvedCamera : ICamera
    {
        public string Name => "camera";

        public string Mode => "40x30 RGB24";

        public void Read(FrameBuffer buffer, CancellationToken cancellation)
        {
            cancellation.WaitHandle.WaitOne(5);
            cancellation.ThrowIfCancellationRequested();
            var pixels = new byte[3 * 40 * 30];
            for (var i = 0; i < 40 * 30; i++) pixels[(3 * i) + (i % 40 < 20 ? 0 : 2)] = 255;
            buffer.Fill(pixels, new PixelLayout(PixelFormat.Rgb24, 40, 30, 120));
        }

        public void Dispose()
        {
        }
    }

    private sealed class KeepingSink : ISink
    {
        public bool TakesPictures => true;

        public List<string> Pictures { get; } = [];

        public void Take(Frame frame, Outcome outcome, bool isReported) => Pictures.Add(
            $"{frame.Layout!.Width}x{frame.Layout.Height} {string.Join(',', frame.Data.Span[..3].ToArray())}");

        public void Complete()
        {
        }

        public void Dispose()
        {
        }
    }
}
