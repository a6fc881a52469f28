using System.Diagnostics;
using SkiaSharp;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>What cannot be learned from, or used, is told in a line, and the head that was there stays.</summary>
public sealed class HeadBadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Answer Refused(int exitCode, params string[] words)
    {
        _folder.Add("h.onnx", "old head");
        var answer = Unext50.Run("head", "train", _folder["photos"], "--out", _folder["h.onnx"]).Fails(exitCode, words);
        Assert.Equal("old head", File.ReadAllText(_folder["h.onnx"]));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.safetensors"));
        Assert.Empty(Directory.GetFiles(_folder.Path, ".unext50-*"));
        return answer;
    }

    private string Trained()
    {
        _folder.AddClasses();
        Unext50.Run("head", "train", _folder["photos"], "--out", _folder["hues.head.onnx"]).Exits(0);
        return _folder["hues.head.onnx"];
    }

    [Fact]
    public void One_class_only()
    {
        _folder.AddClass("photos/warm", SKColors.Red);
        Refused(2, "class 'warm'", "only class");
    }

    [Fact]
    public void A_class_folder_without_photos()
    {
        _folder.AddClasses();
        _folder.Shell("mkdir photos/empty");
        Refused(2, "photos/empty", "no photos");
    }

    [Fact]
    public void Names_that_collide()
    {
        _folder.AddClass("photos/warm hue", SKColors.Red);
        _folder.AddClass("photos/Warm-Hue", SKColors.Blue);
        Refused(2, "'warm hue'", "'Warm-Hue'");
    }

    [Fact]
    public void A_photo_in_two_classes()
    {
        _folder.AddClasses();
        File.Copy(_folder["photos/warm/1.png"], _folder["photos/cold/copy.png"]);
        Refused(2, "warm/1.png", "cold/copy.png");
    }

    [Fact]
    public void More_than_1000_classes()
    {
        _folder.Shell("mkdir photos && cd photos && seq 1001 | while read n; do mkdir c$n; echo x > c$n/a.jpg; done");
        Refused(2, "1,001 classes", "1,000");
    }

    [Fact]
    public void No_folder() => Refused(2, "photos", "no such folder");

    [Fact]
    public void An_output_that_cannot_be_written_is_refused_at_once()
    {
        _folder.AddClasses();
        Unext50.Run("head", "train", _folder["photos"], "--out", _folder["none/h.onnx"]).Fails(4, "none/h.onnx");
        Unext50.Run("head", "train", _folder["photos"], "--out", "-").Fails(4, "-", "name a file");
    }

    [Fact]
    public async Task An_interrupted_training_leaves_the_old_head()
    {
        var token = TestContext.Current.CancellationToken;
        _folder.AddClasses();
        for (var n = 0; n < 20_000; n++) File.CreateSymbolicLink(_folder[$"photos/warm/l{n}.png"], "1.png");
        _folder.Add("h.onnx", "old head");
        using var process = new Unext50().Start("head", "train", _folder["photos"], "--out", _folder["h.onnx"]);
        while (Directory.GetFiles(_folder.Path, ".unext50-*").Length < 2) await Task.Delay(20, token);
        await Task.Delay(200, token);
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) await kill.WaitForExitAsync(token);
        await process.WaitForExitAsync(token).WaitAsync(Unext50.Patience, token);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("old head", await File.ReadAllTextAsync(_folder["h.onnx"], token));
        Assert.Equal([_folder["h.onnx"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_head_of_another_backbone()
    {
        var head = Trained();
        File.WriteAllBytes(_folder["tiny2.onnx"], new TinyModel { Labels = ["r", "g", "b"] }.ToBytes());
        Unext50.Run("classify", "--head", head, "-m", _folder["tiny2.onnx"], Samples.Red)
            .Fails(3, head, "trained on another model");
        Unext50.Run("head", "add", head, _folder["photos"], "-m", _folder["tiny2.onnx"])
            .Fails(3, head, "trained on another model");
    }

    [Fact]
    public void A_damaged_cache_is_told_of_and_made_anew_but_nothing_is_added_to_it()
    {
        var head = Trained();
        var cache = _folder["hues.head.features.safetensors"];
        var whole = File.ReadAllBytes(cache);
        byte[] damaged = [.. whole];
        damaged[^5] ^= 1;
        File.WriteAllBytes(cache, damaged);
        Unext50.Run("head", "add", head, _folder["photos"]).Fails(3, cache, "damaged");
        Unext50.Run("head", "remove", head, "warm").Fails(3, cache, "damaged");
        Unext50.Run("head", "train", _folder["photos"], "--out", head).Fails(0, cache, "computed again");
        Assert.Equal(whole, File.ReadAllBytes(cache));
    }

    [Fact]
    public void A_head_without_its_features_cannot_be_added_to()
    {
        var head = Trained();
        File.Delete(_folder["hues.head.features.safetensors"]);
        Unext50.Run("head", "add", head, _folder["photos"]).Fails(3, "hues.head.features.safetensors", "no such file");
    }

    [Fact]
    public void A_head_that_is_missing_or_damaged()
    {
        Unext50.Run("classify", "--head", _folder["none.onnx"], Samples.Red).Fails(3, "none.onnx", "no such file");
        Unext50.Run("classify", "--head", _folder.Add("bad.onnx", "text"), Samples.Red).Fails(3, "bad.onnx");
        Unext50.Run("head", "info", _folder.Add("empty.onnx", "")).Fails(3, "empty.onnx");
    }

    [Fact]
    public void Options_that_do_not_fit_together()
    {
        Unext50.Run("classify", "--unknown", "5", Samples.Red).Fails(2, "nothing stored", "leave --unknown out");
        Unext50.Run("classify", "--labels", "x", Samples.Red).Fails(2, "more --labels than --head");
        Unext50.Run("classify", "--head", "x", "--unknown", "101", Samples.Red).Fails(2, "0 to 100");
        Unext50.Run("head", "train", _folder.Path, "--out", "x", "--method", "magic").Fails(2, "magic");
    }
}
