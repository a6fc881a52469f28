using System.Text;
using Xunit;

namespace UneXt50.Tests;

public sealed class PathBytesTests
{
    [Fact]
    public void Every_sequence_of_bytes_survives_the_way_through_a_string()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            var back = PathBytes.EncodeTerminated(PathBytes.Decode(bytes));
            Assert.Equal([.. bytes, (byte)0], back);
        }
    }

    [Fact]
    public void Utf8_names_are_ordinary_strings()
    {
        var name = PathBytes.Decode(Encoding.UTF8.GetBytes("blåbær 🍃.jpg"));
        Assert.Equal("blåbær 🍃.jpg", name);
        Assert.False(PathBytes.IsOutsideUtf8(name));
        Assert.Equal(name, PathBytes.Display(name));
    }

    [Fact]
    public void Latin1_bytes_are_shown_as_hexadecimal()
    {
        Assert.Equal(@"caf\xe9.jpg", PathBytes.Display(PathBytes.Decode([.. "caf"u8, 0xE9, .. ".jpg"u8])));
    }
}
