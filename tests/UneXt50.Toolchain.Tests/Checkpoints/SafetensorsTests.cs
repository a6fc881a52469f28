using System.Buffers.Binary;
using System.Text;
using UneXt50.Toolchain.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private const string One = """{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bfloat16_is_the_upper_half_of_a_float32()
    {
        var expected = CheckpointReader.Read(Golden.File("resnext14_2x3d.pth"));

        var actual = CheckpointReader.Read(Golden.File("resnext14_2x3d_bf16.safetensors"));

        Assert.Equal(expected.Names, actual.Names);
        // Eight bits of significand, rounded: at most 2^-8 of the value away.
        Assert.All(
            expected.Names.SelectMany(name => expected[name].Values.Zip(actual[name].Values)),
            pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Math.Abs(pair.First) / 256));
    }

    [Theory]
    [InlineData("F32", 4, new byte[] { 0, 0, 0xc0, 0x3f })]
    [InlineData("F16", 2, new byte[] { 0, 0x3e })]
    [InlineData("BF16", 2, new byte[] { 0xc0, 0x3f })]
    [InlineData("F64", 8, new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0x3f })]
    public void Every_floating_point_type_becomes_float32(string type, int size, byte[] data)
    {
        var entry = $$"""{"dtype": "{{type}}", "shape": [], "data_offsets": [0, {{size}}]}""";
        var header = $$"""{"a": {{entry}} }""";

        Assert.Equal([1.5f], Read(header, data)["a"].Values);
    }

    [Fact]
    public void Integers_and_metadata_are_passed_over()
    {
        const string header = """
            {"__metadata__": {"format": "pt"}, "n": {"dtype": "I64", "shape": [], "data_offsets": [0, 8]},
             "a": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]}}
            """;

        Assert.Equal(["a"], Read(header, new byte[12]).Names);
    }

    [Theory]
    [InlineData(One, 3, "the file is truncated")]
    [InlineData(One, 5, "continues after its last tensor")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}""", 4, "has 4 bytes where")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}""", 8, "there is a gap before")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}""", 8, "impossible range")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}}""", 4, "impossible range")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}""", 4, "impossible shape")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 4]}}""", 4, "impossible shape")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [4294967296, 65536], "data_offsets": [0, 4]}}""", 4, "impossible")]
    [InlineData("""{"a": {"dtype": "F32", "data_offsets": [0, 4]}}""", 4, "impossible shape")]
    [InlineData("""{"a": {"dtype": "F8_E4M3", "shape": [4], "data_offsets": [0, 4]}}""", 4, "F8_E4M3 elements")]
    [InlineData("""{"a": {"dtype": "\ud800", "shape": [4], "data_offsets": [0, 4]}}""", 4, "impossible dtype")]
    [InlineData("""{"a": 5}""", 4, "impossible dtype")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": 5}""", 4, "is damaged")]
    [InlineData("""{"a": {"dtype": """, 4, "is damaged")]
    [InlineData("""{}""", 0, "holds no floating-point tensors")]
    public void A_header_that_does_not_fit_its_data_is_an_error(string header, int bytes, string problem) =>
        Refused(header, bytes, problem);

    [Fact]
    public void Overlapping_tensors_are_an_error() => Refused("""
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
         "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}
        """, 12, "the data of 'b' overlaps");

    [Fact]
    public void Tensors_that_share_their_data_are_an_error() => Refused("""
        {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
         "b": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}
        """, 4, "overlaps");

    [Fact]
    public void A_header_longer_than_the_file_is_an_error()
    {
        var file = Bytes(One, new byte[4]);
        BinaryPrimitives.WriteInt64LittleEndian(file, 15 << 20);

        Refused(file, "the file is truncated");
    }

    private StateDict Read(string header, byte[] data) =>
        CheckpointReader.Read(_folder.File("x.safetensors", Bytes(header, data)));

    private void Refused(string header, int bytes, string problem) => Refused(Bytes(header, new byte[bytes]), problem);

    private void Refused(byte[] content, string problem)
    {
        var path = _folder.File("x.safetensors", content);
        var error = Assert.Throws<UneXt50Exception>(() => CheckpointReader.Read(path));
        Assert.Equal((ErrorKind.Checkpoint, path), (error.Kind, error.Subject));
        Assert.Contains(problem, error.Problem);
    }

    private static byte[] Bytes(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. data];
    }
}
