using System.Text;
using UneXt50.Toolchain.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Checkpoints;

public sealed class SafetensorsIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/etc/passwd.safetensors")]
    [InlineData("../x.safetensors")]
    [InlineData("a/x.safetensors")]
    [InlineData(@"..\\x.safetensors")]
    [InlineData("C:x.safetensors")]
    [InlineData("x.onnx")]
    [InlineData("")]
    [InlineData(@"x\u0000.safetensors")]
    public void A_name_that_leads_elsewhere_is_an_error(string name) =>
        Refused($$$"""{"weight_map": {"a": "{{{name}}}"}}""", "is not that of a .safetensors file beside it");

    [Fact]
    public void A_name_that_is_no_text_is_an_error() =>
        Refused("""{"weight_map": {"a": 5}}""", "is not that of a .safetensors file beside it");

    [Theory]
    [InlineData("{}", "no weight_map")]
    [InlineData("""{"weight_map": [1]}""", "no weight_map")]
    [InlineData("""{"weight_map": """, "the index is damaged")]
    [InlineData("""{"weight_map": {}}""", "holds no floating-point tensors")]
    public void An_index_that_is_none_is_an_error(string index, string problem) => Refused(index, problem);

    [Fact]
    public void More_files_than_a_checkpoint_has_are_an_error()
    {
        var map = string.Join(", ", Enumerable.Range(0, 1001).Select(i => $"\"{i}\": \"{i}.safetensors\""));

        Refused("{\"weight_map\": {" + map + "}}", "it names 1001 files");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Read("""{"weight_map": {"a": "absent.safetensors"}}""");

        Assert.Equal(_folder.File("absent.safetensors"), error.Subject);
        Assert.Contains("no such file", error.Problem);
    }

    [Fact]
    public void A_tensor_the_index_has_elsewhere_is_an_error()
    {
        const string header = """{"b": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""";
        var shard = _folder.File("x.safetensors",
            [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0]);

        var error = Read("""{"weight_map": {"a": "x.safetensors"}}""");

        Assert.Equal(shard, error.Subject);
        Assert.Contains("holds 'b', which the index has elsewhere", error.Problem);
    }

    [Fact]
    public void The_digest_covers_the_index_and_its_files()
    {
        var index = Golden.File("resnext14_2x3d.safetensors.index.json");
        string[] files = ["resnext14_2x3d-00001-of-00002.safetensors", "resnext14_2x3d-00002-of-00002.safetensors"];
        var lines = files.Prepend("resnext14_2x3d.safetensors.index.json")
            .Select(file => $"{Sha256Digest.OfFile(Golden.File(file))}  {file}\n");

        var expected = Sha256Digest.Of(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines))));

        Assert.Equal(expected, CheckpointReader.Digest(index));
    }

    private void Refused(string index, string problem) => Assert.Contains(problem, Read(index).Problem);

    private UneXt50Exception Read(string index)
    {
        var path = _folder.File("model.safetensors.index.json", index);
        var error = Assert.Throws<UneXt50Exception>(() => CheckpointReader.Read(path));
        Assert.Equal(ErrorKind.Checkpoint, error.Kind);
        return error;
    }
}
