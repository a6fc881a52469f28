using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace UneXt50.Tests;

public sealed class CanonicalCompositionTests
{
    [Fact]
    public void Strings_become_what_Python_makes_of_them()
    {
        foreach (var line in File.ReadLines(Golden()))
        {
            var (text, expected) = (Decoded(line.Split('\t')[0]), Decoded(line.Split('\t')[1]));
            Assert.Equal(expected, CanonicalComposition.Compose(text));
            Assert.Equal(expected, CanonicalComposition.Compose(expected));
        }
    }

    private static string Decoded(string codes)
    {
        var text = new StringBuilder();
        foreach (var code in codes.Split(' '))
            text.Append(new Rune(int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
        return text.ToString();
    }

    private static string Golden([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "golden", "normalization.tsv");
}
