using Xunit;

namespace UneXt50.Tests;

public class TerminalTextTests
{
    [Theory]
    [InlineData("plain name.jpg", "plain name.jpg")]
    [InlineData("größe 🍇 葉.jpg", "größe 🍇 葉.jpg")]
    [InlineData("a\nb\rc\td", "a\\nb\\rc\\td")]
    [InlineData("\e[31mred", "\\u{1B}[31mred")]
    [InlineData("\u009b31m", "\\u{9B}31m")]
    [InlineData("evil\u202egpj.exe", "evil\\u{202E}gpj.exe")]
    [InlineData("line\u2028end", "line\\u{2028}end")]
    [InlineData("", "")]
    public void Only_what_does_not_print_as_itself_is_escaped(string text, string printed) =>
        Assert.Equal(printed, TerminalText.Escape(text));

    [Fact]
    public void Half_a_surrogate_pair_is_escaped() => // not InlineData: attributes cannot hold one
        Assert.Equal("a\\u{D83C}b", TerminalText.Escape("a" + (char)0xD83C + "b"));
}
