using System.Globalization;
using System.Net;
using System.Text.Json;
using UneXt50.Cameras.View;
using UneXt50.Results;
using UneXt50.Tests;

namespace UneXt50.Cameras.Tests.Sinks;

/// <summary>A view on loopback, and what asks it things.</summary>
internal sealed class ViewHarness : IDisposable
{
    private readonly TinyNetwork _network = new();
    private readonly ManualResetEvent _unplug = new(false);

    public ViewHarness()
    {
        Feed = CameraFeed.Open(
            () => new ScriptedCamera(ScriptedCamera.Waits(_unplug), ScriptedCamera.Fails("unplugged")));
        View = Open();
    }

    public static Outcome Scab { get; } = Answers.Of(0.9f, 0.06f, 0.04f);

    public TemporaryFolder Folder { get; } = new();

    public CameraFeed Feed { get; }

    public CameraView View { get; }

    public CameraView Open(
        IPAddress? address = null, string? token = null, string save = "weeds", long limit = 1_000_000) =>
        new(new ViewOptions(new IPEndPoint(address ?? IPAddress.Loopback, 0), _network.Model, Feed)
        {
            Token = token,
            SaveFolder = Folder[save],
            SaveLimit = limit,
        });

    public void Unplug() => _unplug.Set();

    /// <summary>The camera sees something, and a viewer is shown it.</summary>
    public void Show(double second = 0)
    {
        View.Take(Answers.Frame(second), Scab, isReported: true);
        State();
    }

    public RawAnswer Get(string path) => RawHttp.Ask(View.Address, $"GET {path}");

    public JsonElement State(long after = 0) =>
        Get(string.Create(CultureInfo.InvariantCulture, $"/state?after={after}")).Json;

    public RawAnswer Save(long frame, string label, CameraView? view = null) => RawHttp.Ask(
        (view ?? View).Address, "POST /save", "Content-Type: application/json\r\n",
        $$"""{"frame":{{frame}},"label":"{{JsonEncodedText.Encode(label)}}"}""");

    public void Dispose()
    {
        View.Dispose();
        Feed.Dispose();
        _unplug.Dispose();
        _network.Dispose();
        Folder.Dispose();
    }
}
