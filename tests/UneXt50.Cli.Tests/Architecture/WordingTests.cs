using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Xunit;

namespace UneXt50.Cli.Tests.Architecture;

/// <summary>
/// A library names settings (<see cref="Setting"/>); only the command line knows its options and commands.
/// </summary>
public sealed partial class WordingTests
{
    /// <summary>Options of rpicam-vid, each a text of its own.</summary>
    private static readonly string[] Arguments =
    [
        "--framerate", "--nopreview", "--flush", "--codec", "--width", "--height", "--timeout", "--camera", "--output",
    ];

    /// <summary>Parts of texts about other programs, and of style sheets.</summary>
    private static readonly string[] Others =
    [
        "--array=", "python -m tf2onnx.convert", "build.sh --build_shared_lib", "--runtime nvidia", "var(--", "--line:", "--a:",
        "--right:",
    ];

    [Theory]
    [InlineData("UneXt50.Edge")]
    [InlineData("UneXt50.Cameras")]
    [InlineData("UneXt50.Diagnostics")]
    [InlineData("UneXt50.Toolchain")]
    public void No_text_of_a_library_names_an_option_or_a_command(string library)
    {
        var texts = Texts(Path.Join(Path.GetDirectoryName(Unext50.Built), library + ".dll")).ToList();
        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, text => OurWords().IsMatch(text) && !Arguments.Contains(text)
            && !Array.Exists(Others, other => text.Contains(other, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Texts(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            yield return metadata.GetUserString(handle);
    }

    [GeneratedRegex(@"(?<![\w-])--[a-z]|unext50 (classify|features|preprocess|model|head|bench|doctor|cameras)\b")]
    private static partial Regex OurWords();
}
