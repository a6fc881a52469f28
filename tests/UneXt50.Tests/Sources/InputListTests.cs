using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Sources;

public sealed class InputListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private List<string> Names(params string[] arguments) => Names(new InputList(arguments));

    private List<string> Names(InputList list) =>
        [.. list.Select(photo => photo.Name.Replace(_folder.Path + "/", "", StringComparison.Ordinal))];

    private static UneXt50Exception ErrorOf(InputList list)
    {
        var error = Assert.Throws<UneXt50Exception>(() => Assert.Single(list).Read());
        Assert.Equal(ErrorKind.Input, error.Kind);
        return error;
    }

    [Fact]
    public void A_folder_gives_its_pictures_sorted_by_name_whatever_the_case_of_the_extension()
    {
        foreach (var name in new[] { "b.JPG", "a.jpeg", "C.png", "d.webp", "e.gif", "f.Bmp", "notes.txt", "jpg" })
        {
            _folder.Add(name);
        }

        _folder.Add("inner/z.jpg");
        Assert.Equal(["C.png", "a.jpeg", "b.JPG", "d.webp", "e.gif", "f.Bmp"], Names(_folder.Path));
    }

    [Fact]
    public void Recursing_takes_the_folders_within_where_their_names_sort()
    {
        _folder.Add("a.jpg");
        _folder.Add("b/2.jpg");
        _folder.Add("b/1.jpg");
        _folder.Add("c.jpg");
        Assert.Equal(["a.jpg", "b/1.jpg", "b/2.jpg", "c.jpg"], Names(new InputList([_folder.Path]) { Recurse = true }));
    }

    [Fact]
    public void Recursing_ends_where_a_link_leads_back_up()
    {
        _folder.Add("a.jpg");
        _folder.Shell("ln -s . loop");
        Assert.Equal(["a.jpg"], Names(new InputList([_folder.Path]) { Recurse = true }));
    }

    [Fact]
    public void A_pipe_in_a_folder_is_passed_over()
    {
        _folder.Add("a.jpg");
        _folder.Shell("mkfifo b.jpg");
        Assert.Equal(["a.jpg"], Names(_folder.Path));
    }

    [Fact]
    public void Arguments_keep_their_order_and_a_named_file_needs_no_extension()
    {
        Assert.Equal(["z", "a.jpg", "-"], Names(_folder.Add("z"), _folder.Add("a.jpg"), "-"));
    }

    [Theory]
    [InlineData("*.jpg", "a1.jpg a2.jpg b1.jpg")]
    [InlineData("a?.jpg", "a1.jpg a2.jpg")]
    [InlineData("[!a]1.jpg", "b1.jpg")]
    [InlineData("[a-b]1.jpg", "a1.jpg b1.jpg")]
    [InlineData("sub/*", "sub/c.jpg")]
    [InlineData("*/c.*", "sub/c.jpg")]
    [InlineData("**/*.jpg", "a1.jpg a2.jpg b1.jpg sub/c.jpg sub/deep/d.jpg")]
    [InlineData("sub/**", "sub/c.jpg sub/deep/d.jpg")]
    public void A_quoted_pattern_matches_as_in_a_shell(string pattern, string expected)
    {
        foreach (var name in new[] { "a1.jpg", "a2.jpg", "b1.jpg", ".hidden.jpg", "sub/c.jpg", "sub/deep/d.jpg" })
        {
            _folder.Add(name);
        }

        Assert.Equal(expected.Split(' '), Names(_folder[pattern]));
    }

    [Fact]
    public void A_file_whose_name_looks_like_a_pattern_is_that_file()
    {
        _folder.Add("photo1.jpg");
        Assert.Equal(["photo[1].jpg"], Names(_folder.Add("photo[1].jpg")));
    }

    [Fact]
    public void A_pattern_without_matches_is_an_error_of_its_own()
    {
        Assert.Equal("no file matches", ErrorOf(new InputList([_folder["*.jpg"]])).Problem);
    }

    [Fact]
    public void A_folder_without_pictures_is_an_error_that_names_the_option_to_recurse()
    {
        _folder.Add("inner/a.jpg");
        Assert.Contains("-r", ErrorOf(new InputList([_folder.Path])).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_names_holds_files_and_folders_and_expands_no_patterns()
    {
        _folder.Add("a b.jpg");
        _folder.Add("inner/c.jpg");
        var list = _folder.Add("list", $"{_folder["a b.jpg"]}\r\n\n{_folder["inner"]}\n{_folder["*.jpg"]}");
        Assert.Equal(["a b.jpg", "inner/c.jpg", "*.jpg"], Names(new InputList([]) { NamesFile = list }));
    }

    [Fact]
    public void Names_that_end_with_a_zero_byte_may_hold_new_lines()
    {
        var list = _folder.Add("list", $"{_folder.Add("two\nlines.jpg")}\0{_folder.Add("b.jpg")}\0");
        var photos = new InputList([]) { NamesFile = list, NamesEndWithZero = true };
        Assert.Equal(["two\nlines.jpg", "b.jpg"], Names(photos));
        Assert.All(photos, photo => Assert.Equal(1, photo.Read().Data.Length));
    }

    [Fact]
    public void A_list_with_zero_bytes_read_as_lines_says_which_option_is_missing()
    {
        var list = _folder.Add("list", "a.jpg\0b.jpg\0");
        Assert.Contains("-0", ErrorOf(new InputList([]) { NamesFile = list }).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_list_is_an_error_of_its_own()
    {
        ErrorOf(new InputList([]) { NamesFile = _folder["none"] });
    }

    [Fact]
    public void Names_that_are_not_utf8_are_listed_shown_and_read()
    {
        _folder.Shell("""printf abc > "$(printf 'caf\351.jpg')" """);
        var photo = Assert.Single(new InputList([_folder.Path]));
        Assert.Equal(_folder[@"caf\xe9.jpg"], photo.Name);
        Assert.Equal("abc"u8, photo.Read().Data.Span);

        var matched = Assert.Single(new InputList([_folder["caf?.jpg"]]));
        Assert.Equal("abc"u8, matched.Read().Data.Span);
    }

    [Fact]
    public void Nothing_is_looked_up_before_it_is_asked_for()
    {
        var photos = new InputList([_folder.Add("a.jpg"), _folder["later"]]).GetEnumerator();
        Assert.True(photos.MoveNext());
        _folder.Add("later/b.jpg");
        Assert.True(photos.MoveNext());
        Assert.EndsWith("later/b.jpg", photos.Current.Name, StringComparison.Ordinal);
    }
}
