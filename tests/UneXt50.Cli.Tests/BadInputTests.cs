using System.Buffers.Binary;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Every kind of bad input costs a line and exit code 1, and never the input after it.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Answer ClassifyWithAGoodOneAfter(params string[] inputs)
    {
        var answer = Unext50.Run(["classify", "--format", "csv", "--top", "1", .. inputs, Samples.Red]);
        Assert.Contains($"{Samples.Red},ok,1,0,red,", answer.OutputLines[^1], StringComparison.Ordinal);
        return answer;
    }

    // The checksum of a PNG chunk (ISO 3309), bit by bit.
    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }

    private string Shell(string name, string line)
    {
        _folder.Shell(line);
        return _folder[name];
    }

    [Fact]
    public void Missing() =>
        ClassifyWithAGoodOneAfter(_folder["none.jpg"]).Fails(1, _folder["none.jpg"], "there is no such file");

    [Fact]
    public void Empty() => ClassifyWithAGoodOneAfter(_folder.Add("empty.jpg", "")).Fails(1, "empty.jpg", "it is empty");

    [Fact]
    public void Not_a_picture() => ClassifyWithAGoodOneAfter(_folder.Add("text.jpg", "a text")).Fails(1, "text.jpg");

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("webp")]
    public void Truncated(string extension)
    {
        var whole = extension switch { "png" => Samples.Red, "jpg" => Samples.Green, _ => Samples.Blue };
        var path = _folder[$"half.{extension}"];
        File.WriteAllBytes(path, File.ReadAllBytes(whole).AsSpan(0, (int)new FileInfo(whole).Length / 2));
        ClassifyWithAGoodOneAfter(path).Fails(1, path);
    }

    [Fact]
    public void Corrupt()
    {
        var bytes = File.ReadAllBytes(Samples.Red);
        for (var i = 40; i < bytes.Length; i++) bytes[i] ^= 0x5A;
        File.WriteAllBytes(_folder["corrupt.png"], bytes);
        ClassifyWithAGoodOneAfter(_folder["corrupt.png"]).Fails(1, "corrupt.png");
    }

    [Fact]
    public void A_header_that_claims_40000_by_40000_pixels()
    {
        var bytes = File.ReadAllBytes(Samples.Red);
        byte[] side = [0, 0, 0x9C, 0x40];
        side.CopyTo(bytes, 16);
        side.CopyTo(bytes, 20);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc32(bytes.AsSpan(12, 17)));
        File.WriteAllBytes(_folder["bomb.png"], bytes);
        ClassifyWithAGoodOneAfter(_folder["bomb.png"]).Fails(1, "bomb.png", "40000");
    }

    [Fact]
    public void Too_large() =>
        ClassifyWithAGoodOneAfter(Shell("big.jpg", "truncate -s 300G big.jpg")).Fails(1, "big.jpg", "134.2 MB");

    [Fact]
    public void A_broken_link() =>
        ClassifyWithAGoodOneAfter(Shell("link.jpg", "ln -s gone.jpg link.jpg")).Fails(1, "link.jpg", "gone.jpg");

    [Fact]
    public void A_folder_without_pictures() =>
        ClassifyWithAGoodOneAfter(Shell("photos", "mkdir photos")).Fails(1, "photos", "holds no pictures");

    [Fact]
    public void A_pattern_without_matches() => ClassifyWithAGoodOneAfter(_folder["*.jpg"]).Fails(1, "no file matches");

    [Fact]
    public void A_file_and_a_folder_that_this_user_may_not_read()
    {
        _folder.Add("locked.jpg");
        _folder.Add("closed/a.jpg");
        _folder.Shell("chmod 000 locked.jpg closed");
        var answer = new Unext50 { Through = Rights.None }.With(
            "classify", "--format", "jsonl", _folder["locked.jpg"], _folder["closed"], Samples.Red).Exits(1);
        var errors = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, errors.Length);
        Assert.Contains("locked.jpg: permission denied", errors[0], StringComparison.Ordinal);
        Assert.Contains("closed", errors[1], StringComparison.Ordinal);
        Assert.Equal(3, answer.OutputLines.Length);
    }

    [Fact]
    public void An_empty_standard_input() => new Unext50().With("classify", "-").Fails(1, "-: it is empty");

    [Fact]
    public void Nothing_but_bad_inputs_leaves_a_valid_array_of_no_rows()
    {
        Unext50.Run("features", _folder["none.jpg"], "--out", _folder["v.npy"]).Fails(1, "none.jpg");
        Assert.Equal([0, 3], Npy.Read(_folder["v.npy"]).Shape);
    }
}
