using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Models that are not there or not right, and where they are looked for.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Model(TinyModel model) => Model(model.ToBytes());

    private string Model(byte[] bytes, string name = "model.onnx")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }

    private static void IsRefused(string model, params string[] words) =>
        Unext50.Run("classify", Samples.Red, "--model", model).Fails(3, [model, .. words]);

    [Fact]
    public void Missing() => IsRefused(_folder["none.onnx"], "no such model file");

    [Fact]
    public void A_folder() => IsRefused(_folder.Path, "folder");

    [Fact]
    public void Empty() => IsRefused(Model([]));

    [Fact]
    public void Truncated() => IsRefused(Model(new TinyModel().ToBytes()[..200]));

    [Fact]
    public void Something_else() => IsRefused(Model(File.ReadAllBytes(Samples.Red)));

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\nsize 9\n", "Git LFS pointer", "git lfs pull")]
    [InlineData("<!DOCTYPE html><html><head>", "web page", "download the file itself")]
    public void Something_that_was_downloaded_in_its_place_is_named(string content, string name, string remedy)
    {
        var model = Model(System.Text.Encoding.UTF8.GetBytes(content));
        IsRefused(model, name, remedy);
        Unext50.Run("model", "info", model).Fails(3, model, name, remedy);
        Unext50.Run("model", "quantize", model, "--calibration", Samples.Red, "--out", _folder["q.onnx"])
            .Fails(3, model, name, remedy);
    }

    [Fact]
    public void A_checkpoint_given_as_a_model_is_named()
    {
        var checkpoint = Path.Join(AppContext.BaseDirectory, "resnext14_2x3d.pth");
        IsRefused(checkpoint, "PyTorch file", "model import");
        Unext50.Run("classify", Samples.Red, "--head", checkpoint).Fails(3, checkpoint, "PyTorch file");
    }

    [Fact]
    public void Without_a_card() => IsRefused(Model(new TinyModel { HasCard = false }), "metadata");

    [Fact]
    public void Of_another_input_than_its_card_says() =>
        IsRefused(Model(new TinyModel { CardInputSize = 64 }), "[N, 3, 64, 64]");

    [Fact]
    public void Without_the_features_output() =>
        IsRefused(Model(new TinyModel { FeaturesName = "embedding" }), "no output called features");

    [Fact]
    public void With_a_label_too_few() =>
        IsRefused(Model(new TinyModel { Labels = ["red", "green"] }), "2 labels for 3 classes");

    [Fact]
    public void A_backbone_alone_gives_features_and_refuses_to_classify()
    {
        var backbone = Model(new TinyModel { HasHead = false });
        IsRefused(backbone, "no classes", "unext50 features");
        var answer = Unext50.Run("features", Samples.Red, "--model", backbone, "--format", "csv").Exits(0);
        Assert.Contains("1,0,0", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_by_a_variable_that_is_wrong()
    {
        var variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = "/none.onnx" };
        new Unext50 { Variables = variables }.With("classify", Samples.Red).Fails(3, "/none.onnx", "UNEXT50_MODEL");
    }

    [Fact]
    public void The_option_goes_before_the_variable()
    {
        var variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = "/none.onnx" };
        new Unext50 { Variables = variables }.With("classify", Samples.Red, "--model", Samples.Model).Exits(0);
    }

    [Fact]
    public void The_data_folders_are_searched_in_their_order()
    {
        string[] labels = ["home", "dirs", "more"];
        foreach (var label in labels)
        {
            Model(new TinyModel { Labels = [label, "b", "c"] }.ToBytes(), $"{label}/unext50/unext50-leaf33-int8.onnx");
        }

        foreach (var label in labels)
        {
            var variables = new Dictionary<string, string>
            {
                ["UNEXT50_MODEL"] = "",
                ["XDG_DATA_HOME"] = _folder["home"],
                ["XDG_DATA_DIRS"] = $"{_folder["dirs"]}:{_folder["more"]}",
            };
            var answer = new Unext50 { Variables = variables }.With("classify", "--top", "1", Samples.Red).Exits(0);
            Assert.Contains(label, answer.Output, StringComparison.Ordinal);
            Directory.Delete(_folder[label], recursive: true);
        }
    }

    [Fact]
    public void Info_tells_people_what_is_in_the_file() => Unext50.Run("model", "info").Exits(0)
        .Shows("tiny", "CC0-1.0", "[N, 3, 32, 32]", "green", Sha256Digest.OfFile(Samples.Model));

    [Fact]
    public void Info_tells_programs_the_same()
    {
        var answer = Unext50.Run("model", "info", Samples.Model, "--format", "json").Exits(0);
        var json = JsonDocument.Parse(answer.Output).RootElement;
        var labels = json.GetProperty("labels").EnumerateArray().Select(label => label.GetString());
        Assert.Equal(["red", "green", "blue"], labels);
        Assert.Equal(32, json.GetProperty("input_size").GetInt32());
        Assert.Equal(0, json.GetProperty("layers").GetArrayLength());
        Assert.Equal(3, json.GetProperty("feature_width").GetInt32());
        Assert.Equal(new FileInfo(Samples.Model).Length, json.GetProperty("bytes").GetInt64());
        Assert.Equal(Sha256Digest.OfFile(Samples.Model), json.GetProperty("sha256").GetString());
    }

    [Fact]
    public void A_model_agrees_with_itself()
    {
        Directory.CreateDirectory(_folder["photos"]);
        File.Copy(Samples.Red, _folder["photos/1.png"]);
        File.Copy(Samples.Green, _folder["photos/2.jpg"]);
        string[] command = ["model", "verify", Samples.Model, Samples.Model, "--photos", _folder["photos"]];

        var text = Unext50.Run(command).Exits(0).Output;
        Assert.Contains("on 2 photos", text, StringComparison.Ordinal);
        Assert.Matches(@"top-1 agreement  100.00\s?%", text);

        var json = JsonDocument.Parse(Unext50.Run([.. command, "--format", "json"]).Exits(0).Output).RootElement;
        Assert.Equal((2, 1.0),
            (json.GetProperty("photos").GetInt32(), json.GetProperty("top_1_agreement").GetDouble()));
        // Nothing differs, and JSON has no infinity.
        Assert.Equal(JsonValueKind.Null, json.GetProperty("layers")[0].GetProperty("decibels").ValueKind);
    }

    [Fact]
    public void Models_of_other_classes_cannot_be_compared()
    {
        var other = Model(new TinyModel { Labels = ["a", "b", "c"] });
        Directory.CreateDirectory(_folder["photos"]);
        File.Copy(Samples.Red, _folder["photos/red.png"]);
        Unext50.Run("model", "verify", Samples.Model, other, "--photos", _folder["photos"]).Fails(3, other, "classes");
    }

    [Fact]
    public void How_a_network_was_fed_must_be_said()
    {
        var labels = _folder.Add("labels.txt", "a\nb\n");
        string[] command = ["model", "import", "none.pth", "--labels", labels, "--out", _folder["m.onnx"]];
        Unext50.Run(command).Fails(2, "--preprocess");
        Unext50.Run([.. command, "--preprocess", "timm:vit"]).Fails(2, "timm:vit", "torchvision-v1");
    }

    [Fact]
    public void A_network_from_elsewhere_is_told_by_its_own_words()
    {
        var (other, labels) = (Model(new TinyModel { HasCard = false }), _folder.Add("labels.txt", "a\nb\nc\n"));
        Unext50.Run("model", "describe", other, "--labels", labels, "--out", _folder["m.onnx"])
            .Fails(3, other, "--scores", "features, logits");
        Unext50.Run("model", "describe", other, "--labels", labels, "--out", _folder["m.onnx"], "--scores", "logits")
            .Fails(3, other, "linear");
        Assert.False(File.Exists(_folder["m.onnx"]));
    }

    [Fact]
    public void The_catalogue_is_shown_and_names_its_checksums()
    {
        var text = Unext50.Run("model", "fetch").Exits(0).Output;
        Assert.Contains("resnext50_32x4d-v2  BSD-3-Clause  https://", text, StringComparison.Ordinal);
        Unext50.Run("model", "fetch", "resnet9000", "--out", _folder["m.onnx"])
            .Fails(2, "resnet9000", "resnext50_32x4d-v1");
        Unext50.Run(
            "model", "fetch", "http://example.org/x.pth", "--sha256", "12345678", "--preprocess", "torchvision-v1",
            "--out", _folder["m.onnx"]).Fails(2, "not an https address");
        Unext50.Run("model", "fetch", "https://example.org/x.pth", "--out", _folder["m.onnx"]).Fails(2, "--sha256");
    }

    [Fact]
    public void A_file_that_is_not_the_published_one_is_refused()
    {
        var other = _folder.Add("other.pth", "other");
        Unext50.Run("model", "fetch", "resnext50_32x4d-v1", "--from", other, "--out", _folder["m.onnx"])
            .Fails(5, other, "7cdf4587");
        Assert.False(File.Exists(_folder["m.onnx"]));
    }
}
