using System.Text;
using Xunit;

namespace UneXt50.Tests;

public class FileFormatTests
{
    [Theory]
    [InlineData("FFD8FFE0", "a JPEG picture")]
    [InlineData("89504E470D0A1A0A", "a PNG picture")]
    [InlineData("474946383961", "a GIF picture")]
    [InlineData("524946460000000057454250", "a WebP picture")]
    [InlineData("424D36000000000000003600000028000000", "a BMP picture")]
    [InlineData("0000002066747970686569630000", "a HEIC picture")]
    [InlineData("00000020667479706D696631", "a HEIC picture")]
    [InlineData("0000002066747970617669660000", "an AVIF picture")]
    [InlineData("0000001C667479706D696631000000006D69663161766966", "an AVIF picture")]
    [InlineData("0000001C667479706D696631000000006D69663168656963", "a HEIC picture")]
    [InlineData("00000018667479706372782000000001", "a camera's raw file")]
    [InlineData("46554A4946494C4D4343442D524157", "a camera's raw file")]
    [InlineData("49495500180000008880", "a camera's raw file")]
    [InlineData("4949524F08000000", "a camera's raw file")]
    [InlineData("49491A000000484541504343", "a camera's raw file")]
    [InlineData("0000000C6A5020200D0A870A", "a JPEG 2000 picture")]
    [InlineData("384250530001", "a Photoshop document")]
    [InlineData("524946460000000041564920", "a video")]
    [InlineData("4F676753", "a video")]
    [InlineData("49492A0008000000", "a TIFF picture or a camera's raw file")]
    [InlineData("49492A0010000000435202", "a camera's raw file")]
    [InlineData("0000000C4A584C200D0A870A", "a JPEG XL picture")]
    [InlineData("00000100010010100000", "an ICO icon")]
    [InlineData("000000206674797069736F6D", "a video")]
    [InlineData("1A45DFA3", "a video")]
    [InlineData("1F8B0800", "a gzip file")]
    [InlineData("504B0304", "a zip archive")]
    [InlineData("255044462D312E34", "a PDF document")]
    public void First_bytes_name_a_format(string hex, string name) =>
        Assert.Equal(name, FileFormat.Recognize(Convert.FromHexString(hex))?.Name);

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0", "a Git LFS pointer, not the file itself")]
    [InlineData("\uFEFF\n <!DOCTYPE HTML><title>404</title>", "a web page")]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns=\"\"/>", "an SVG drawing")]
    public void First_words_name_a_format(string text, string name) =>
        Assert.Equal(name, FileFormat.Recognize(Encoding.UTF8.GetBytes(text))?.Name);

    [Theory]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("BMW is a make of cars, and this a text about them")]
    [InlineData("RIFF")]
    [InlineData("<?xml version=\"1.0\"?><rss/>")]
    public void Other_bytes_are_not_guessed_at(string text) =>
        Assert.Null(FileFormat.Recognize(Encoding.UTF8.GetBytes(text)));
}
