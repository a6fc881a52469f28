using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>From a checkpoint to an int8 model that classifies, with the commands a user gives.</summary>
public sealed class ToolchainTests : IDisposable
{
    private static readonly string Checkpoint = Path.Join(AppContext.BaseDirectory, "resnext14_2x3d.pth");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Labels(int count) =>
        _folder.Add("labels.txt", string.Concat(Enumerable.Range(0, count).Select(i => $"kind {i}\n")));

    private Answer Import(string checkpoint, int labels, string output) => Unext50.Run(
        "model", "import", checkpoint, "--labels", Labels(labels), "--size", "64", "--resize", "72",
        "--interpolation", "bicubic", "--mean", "0.5,0.25,0.125", "--std", "1,2,4",
        "--licence", "CC0-1.0", "--attribution", "Someone", "--out", output);

    [Fact]
    public void A_checkpoint_becomes_a_model_then_an_int8_model_then_answers()
    {
        var (model, quantized) = (_folder["m.onnx"], _folder["m.int8.onnx"]);
        Import(Checkpoint, labels: 5, model).Exits(0).Shows("5 classes");
        Unext50.Run("model", "info", model).Exits(0)
            .Shows("short side 72, bicubic", "0.5 0.25 0.125", "1 2 4", "CC0-1.0", "Someone", "kind 4");

        var photos = Path.GetDirectoryName(Samples.Red)!;
        var report = Unext50.Run("model", "quantize", model, "--calibration", photos, "--out", quantized).Exits(0)
            .Shows("percentile", "mean squared error", "chosen", "top-1 agreement", "features cosine");
        // The tiny model lies beside the pictures.
        Assert.Equal("unext50: 1 file passed over: 1 .onnx\n", report.Error);
        Unext50.Run("model", "info", quantized).Exits(0).Shows("int8");
        Unext50.Run("classify", Samples.Red, "--model", quantized).Exits(0).Shows("kind");
    }

    [Fact]
    public void A_checkpoint_becomes_a_model_of_halves_and_what_was_rounded_is_told()
    {
        var (whole, half) = (_folder["m.onnx"], _folder["m.fp16.onnx"]);
        Import(Checkpoint, labels: 5, whole).Exits(0);
        Unext50.Run("model", "import", Checkpoint, "--labels", Labels(5), "--size", "64", "--resize", "72",
            "--interpolation", "bicubic", "--mean", "0.5,0.25,0.125", "--std", "1,2,4", "--precision", "fp16",
            "--out", half).Exits(0)
            .Shows("float16: of ", " numbers 0 are too small and became 0", "float16 ends at 65,504");

        Unext50.Run("model", "info", half).Exits(0).Shows("float16");
        Unext50.Run("classify", Samples.Red, "--model", half).Exits(0).Shows("kind");
        Unext50.Run("model", "verify", whole, half, "--photos", Path.GetDirectoryName(Samples.Red)!).Exits(0)
            .Shows("100.00 %");
        var refused = Unext50.Run("model", "quantize", half, "--calibration", Path.GetDirectoryName(Samples.Red)!,
            "--out", _folder["q.onnx"]).Exits(3);
        Assert.Contains("its precision is 'float16', not float32; give the float32 model", refused.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_int8_model_for_TensorRT_says_what_it_is_and_runs_here()
    {
        var (model, quantized) = (_folder["m.onnx"], _folder["m.trt.onnx"]);
        Import(Checkpoint, labels: 5, model).Exits(0);
        var photos = Path.GetDirectoryName(Samples.Red)!;

        Unext50.Run("model", "quantize", model, "--calibration", photos, "--target", "tensorrt", "--out", quantized)
            .Exits(0)
            .Shows("for TensorRT: ", " layers in integers, zero points 0", "in float: conv1", "top-1 agreement");

        Unext50.Run("model", "info", quantized).Exits(0).Shows("int8", "for TensorRT");
        var answer = Unext50.Run("classify", Samples.Red, "--model", quantized, "--stats").Exits(0).Shows("kind");
        Assert.Contains("engine        onnxruntime", answer.Error, StringComparison.Ordinal);
        Unext50.Run("classify", Samples.Red, "--model", quantized, "--engine", "native")
            .Fails(3, "the native engine does not run it: ");
    }

    [Fact]
    public void A_network_that_wants_squares_of_blue_green_red_is_fed_so_from_import_to_int8()
    {
        var (model, quantized, tensor) = (_folder["m.onnx"], _folder["m.int8.onnx"], _folder["x.npy"]);
        Unext50.Run("model", "import", Checkpoint, "--labels", Labels(5), "--size", "64", "--fit", "pad",
            "--channels", "bgr", "--mean", "0.1,0.2,0.3", "--std", "1,1,1", "--out", model).Exits(0);

        Unext50.Run("model", "info", model).Exits(0).Shows("B, G, R", "long side 64", "black beside it");
        Unext50.Run("model", "info", model, "--format", "json").Exits(0)
            .Shows("\"fit\": \"pad\"", "\"channels\": \"bgr\"");
        Unext50.Run("preprocess", Samples.Red, "--model", model, "--out", tensor).Exits(0);
        var values = File.ReadAllBytes(tensor);
        var centre = values.Length - (3 * 64 * 64 * 4) + ((32 * 64) + 32) * 4;
        float Plane(int plane) => BitConverter.ToSingle(values, centre + (plane * 64 * 64 * 4));
        // Red is the last plane, and each colour's mean goes with it.
        Assert.True(Plane(2) > Plane(0));
        var photos = Path.GetDirectoryName(Samples.Red)!;
        Unext50.Run("model", "quantize", model, "--calibration", photos, "--out", quantized).Exits(0);
        Unext50.Run("model", "info", quantized).Exits(0).Shows("int8", "B, G, R", "long side 64");
        Unext50.Run("classify", Samples.Red, "--model", quantized).Exits(0).Shows("kind");
    }

    [Fact]
    public void A_short_side_and_a_whole_picture_exclude_each_other() => Unext50
        .Run("model", "import", Checkpoint, "--labels", Labels(5), "--size", "64", "--resize", "72", "--fit", "stretch",
            "--out", _folder["m.onnx"])
        .Fails(2, "--resize is for --fit crop");

    [Fact]
    public void Labels_that_do_not_fit_are_refused_and_no_model_appears()
    {
        Import(Checkpoint, labels: 4, _folder["m.onnx"]).Fails(5, "4 labels", "5 classes");
        Assert.False(File.Exists(_folder["m.onnx"]));
    }

    [Fact]
    public void A_file_that_is_no_checkpoint_is_refused_and_no_model_appears()
    {
        var checkpoint = _folder.Add("weights.pth", "not a checkpoint");
        Import(checkpoint, labels: 5, _folder["m.onnx"]).Fails(5, checkpoint);
        Assert.False(File.Exists(_folder["m.onnx"]));
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:aa\n", "Git LFS pointer", "git lfs pull")]
    [InlineData("<!DOCTYPE html>\n<html></html>", "a web page", "download the file itself")]
    [InlineData("SIMPLE TEXT\n", "a text file", "torch.save")]
    [InlineData("\u0008\u0007\u0012\u0007pytorch\u001A\u00051.9.0", "an ONNX model", "unext50 model describe")]
    [InlineData("\u001F\u008B", "a gzip file", "unpack it first")]
    [InlineData("\u0089HDF\r\n", "an HDF5 file", "unext50 model describe")]
    [InlineData("\u0093NUMPY", "a NumPy array", "give the file")]
    [InlineData("\u0080\u0003}q\0.", "a pickle, but not one that torch.save wrote", "torch.save")]
    [InlineData("\u0089PNG\r\n\u001A\n", "a PNG picture", "torch.save")]
    public void A_file_that_is_something_else_is_named_with_what_to_do(string content, string name, string remedy)
    {
        File.WriteAllBytes(_folder["weights.pth"], System.Text.Encoding.Latin1.GetBytes(content));
        Import(_folder["weights.pth"], labels: 5, _folder["m.onnx"]).Fails(5, "weights.pth", name, remedy);
    }

    [Fact]
    public void A_folder_is_refused_with_what_to_name() =>
        Import(_folder.Path, labels: 5, _folder["m.onnx"]).Fails(5, "it is a folder", "name the checkpoint in it");

    [Fact]
    public void Labels_may_be_a_table_and_what_was_done_to_doubled_names_is_said()
    {
        var labels = _folder.Add("labels.json", """{"crane": 0, "bee": 1, "cat": 2, "dog": 3, "eel": 4}""");
        ImportWith("--labels", labels).Exits(0);
        Unext50.Run("model", "info", _folder["m.onnx"]).Exits(0).Shows("crane", "eel");

        var doubled = _folder.Add("labels.txt", "crane\nbee\ncrane\ndog\neel\n");
        var answer = ImportWith("--labels", doubled).Exits(0);
        Assert.Contains("crane (0), crane (2)", answer.Error, StringComparison.Ordinal);
        Unext50.Run("model", "info", _folder["m.onnx"]).Exits(0).Shows("crane (0)", "crane (2)");
    }

    [Fact]
    public void A_classifier_can_be_left_out()
    {
        ImportWith("--no-head").Exits(0).Shows("left out: fc", "no classifier");
        ImportWith("--no-head", "--labels", Labels(5))
            .Fails(2, "--labels are for the classifier that --no-head leaves out");
    }

    [Fact]
    public void Options_that_contradict_the_checkpoint_are_refused()
    {
        ImportWith("--labels", Labels(5), "--preprocess", "timm:resnext50d_32x4d.bt_in1k")
            .Fails(2, "it is a resnext14_2x3d", "resnext50d_32x4d");
        ImportWith("--labels", Labels(5), "--network", "teacher").Fails(5, "no network 'teacher'", "--network");
        Assert.False(File.Exists(_folder["m.onnx"]));
        ImportWith("--labels", Labels(5), "--stride-in", "1x1").Exits(0);
    }

    private Answer ImportWith(params string[] options) =>
        Unext50.Run(["model", "import", Checkpoint, "--size", "64", "--out", _folder["m.onnx"], .. options]);

    [Fact]
    public void A_truncated_checkpoint_is_refused()
    {
        var bytes = File.ReadAllBytes(Checkpoint);
        File.WriteAllBytes(_folder["half.pth"], bytes[..(bytes.Length / 2)]);
        Import(_folder["half.pth"], labels: 5, _folder["m.onnx"]).Fails(5, "half.pth");
    }

    [Fact]
    public void A_pickle_that_names_a_function_is_refused_by_name_and_not_run()
    {
        var proof = _folder["proof"];
        // Protocol 0: os.system("touch proof").
        var checkpoint = _folder.Add("evil.pth", $"cos\nsystem\n(S'touch {proof}'\ntR.");
        Import(checkpoint, labels: 5, _folder["m.onnx"]).Fails(5, "evil.pth");
        Assert.False(File.Exists(proof));
    }

    [Fact]
    public void A_model_in_a_missing_folder_cannot_be_written() =>
        Import(Checkpoint, labels: 5, _folder["none/m.onnx"]).Fails(4, _folder["none/m.onnx"]);

    [Fact]
    public void Calibration_without_photos_is_an_error_and_no_model_appears()
    {
        Import(Checkpoint, labels: 5, _folder["m.onnx"]).Exits(0);
        Directory.CreateDirectory(_folder["photos"]);
        Unext50.Run("model", "quantize", _folder["m.onnx"], "--calibration", _folder["photos"], "--out", _folder["q.onnx"])
            .Fails(1);
        Assert.False(File.Exists(_folder["q.onnx"]));
    }

    [Fact]
    public void A_missing_model_cannot_be_quantized() => Unext50
        .Run("model", "quantize", _folder["none.onnx"], "--calibration", Samples.Red, "--out", _folder["q.onnx"])
        .Fails(3, "none.onnx");
}
