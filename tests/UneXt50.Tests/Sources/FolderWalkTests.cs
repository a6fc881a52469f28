using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Sources;

/// <summary>Which files of a folder are taken, and what is said of the others.</summary>
public sealed class FolderWalkTests : IDisposable
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
    private static readonly byte[] Heic = [0, 0, 0, 32, .. "ftypheic"u8, 0, 0, 0, 0];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Add(string name, byte[] content) => File.WriteAllBytes(_folder.Add(name), content);

    private (string Names, string? Summary) Walk(params string[] arguments)
    {
        var list = new InputList([.. arguments.Select(argument => Path.Join(_folder.Path, argument))]) { Recurse = true };
        var names = list.Select(photo => photo.Name.Replace(_folder.Path + "/", "", StringComparison.Ordinal)).ToList();
        return (string.Join(' ', names), list.PassedOver.Summary()?.Replace(_folder.Path + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_choose_whatever_the_name_says()
    {
        foreach (var name in new[] { "a.heic", "b", "c.jfif", "d.jpe", "e.txt", "f.JPG.bak" }) Add(name, Jpeg);
        Add("g.webp.part", [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8]);

        Assert.Equal(("a.heic b c.jfif d.jpe e.txt f.JPG.bak g.webp.part", null), Walk(""));
    }

    [Fact]
    public void What_is_passed_over_is_counted_by_what_it_is()
    {
        Add("a.jpg", Jpeg);
        Add("1.HEIC", Heic);
        Add("2.HEIC", Heic);
        Add("c.dng", [.. "II*\0"u8, 8, 0, 0, 0]);
        Add("film", [0, 0, 0, 32, .. "ftypisom"u8]);
        for (var i = 0; i < 1200; i++) _folder.Add($"{i}.txt", "text");
        _folder.Add("empty", "");
        _folder.Shell("mkfifo pipe.jpg");

        Assert.Equal(
            "1,206 files passed over: 2 HEIC (convert them first, for example 'heif-convert NAME.heic NAME.jpg'), "
            + "1 TIFF or raw (convert it first, for example with ImageMagick: 'convert NAME NAME.png'), "
            + "1 video (name it in classification or feature extraction, or extract pictures from it first, for example 'ffmpeg -i NAME -r 1 %04d.jpg'), "
            + "1,200 .txt, 1 pipe or device, 1 without a suffix",
            Walk("").Summary);
    }

    [Fact]
    public void Any_number_of_kinds_makes_one_short_line()
    {
        Add("a.jpg", Jpeg);
        for (var i = 0; i < 500; i++) _folder.Add($"x.{i:D3}", "text");

        var summary = Walk("").Summary;

        Assert.StartsWith("500 files passed over: ", summary, StringComparison.Ordinal);
        Assert.EndsWith(" of other kinds", summary, StringComparison.Ordinal);
        Assert.InRange(summary!.Length, 1, 200);
    }

    [Fact]
    public void A_file_named_like_a_picture_is_taken_so_that_its_error_is_seen()
    {
        _folder.Add("text.jpg", "text");
        Add("phone.jpeg", Heic);

        Assert.Equal(("phone.jpeg text.jpg", null), Walk(""));
    }

    [Fact]
    public void Hidden_names_and_what_systems_keep_are_left_out()
    {
        foreach (var name in new[]
        {
            "a.jpg", "._a.jpg", ".hidden/b.jpg", ".ipynb_checkpoints/a-checkpoint.jpg", "__MACOSX/._a.jpg", "__MACOSX/c.jpg",
            "@eaDir/a.jpg/SYNOPHOTO_THUMB_M.jpg", "Thumbs.db", "desktop.ini", "in/.d.jpg", "in/e.jpg",
        })
        {
            Add(name, Jpeg);
        }

        Assert.Equal(("a.jpg in/e.jpg", null), Walk(""));
        Assert.Equal("a.jpg in/e.jpg", Walk("**/*.jpg").Names);
    }

    [Fact]
    public void What_is_hidden_is_taken_when_it_is_named()
    {
        foreach (var name in new[] { ".hidden/b.jpg", "__MACOSX/c.jpg", "._a.jpg", ".x/1.jpg", ".y/2.jpg" }) Add(name, Jpeg);

        Assert.Equal(
            ".hidden/b.jpg __MACOSX/c.jpg ._a.jpg", Walk(".hidden", "__MACOSX", "._a.jpg").Names);
        Assert.Equal(".hidden/b.jpg .x/1.jpg .y/2.jpg", Walk(".*/*.jpg").Names);
        Assert.Equal("__MACOSX/c.jpg", Walk("__*/*.jpg").Names);
    }

    [Fact]
    public void A_folder_whose_pictures_are_all_hidden_or_foreign_says_so()
    {
        Add("hidden/.a.jpg", Jpeg);
        Add("foreign/a.heic", Heic);
        Add("none/a.txt", [1]);

        string Error(string folder) => Assert.Throws<UneXt50Exception>(
            () => Assert.Single(new InputList([_folder[folder]])).Read()).Message[_folder.Path.Length..];

        Assert.Equal(
            "/hidden: its only pictures have hidden names; name them, or give another folder", Error("hidden"));
        Assert.Equal(
            "/foreign: it holds no pictures that can be read, but 1 HEIC; "
            + "convert it first, for example 'heif-convert NAME.heic NAME.jpg'", Error("foreign"));
        Assert.Equal("/none: it holds no pictures; give another folder", Error("none"));
    }

    [Fact]
    public void Links_to_folders_are_followed_and_no_folder_is_answered_twice()
    {
        Add("real/dock/1.jpg", Jpeg);
        Add("real/thistle/2.jpg", Jpeg);
        _folder.Shell(
            "mkdir sl; ln -s ../real/dock sl/dock; ln -s ../real/thistle sl/thistle; ln -s dock sl/again; ln -s . sl/loop");

        Assert.Equal(
            ("sl/again/1.jpg sl/thistle/2.jpg", "2 folders reached again and not read twice (sl/dock, ...)"),
            Walk("sl"));
        Assert.Equal("sl/again/1.jpg sl/thistle/2.jpg", Walk("sl/**/*.jpg").Names);
    }

    [Fact]
    public void Links_to_files_are_taken_and_those_that_lead_nowhere_are_errors()
    {
        Add("real/1", Jpeg);
        _folder.Shell("mkdir sl; ln -s ../real/1 sl/photo; ln -s ../gone sl/class; ln -s self sl/self; ln -s /dev/zero sl/zero.jpg");

        Assert.Equal(("sl/class sl/photo sl/self", "1 file passed over: 1 pipe or device"), Walk("sl"));
    }

    [Fact]
    public void Names_that_are_not_utf8_are_looked_into_like_others()
    {
        _folder.Shell(
            """mkdir "$(printf 'caf\351')"; printf '\377\330\377' > "$(printf 'caf\351/b\351')"; printf x > "$(printf 'n\351')" """);

        Assert.Equal((@"caf\xe9/b\xe9", "1 file passed over: 1 without a suffix"), Walk(""));
    }

    [Fact]
    public void What_many_arguments_pass_over_is_one_sum()
    {
        Add("a/1.jpg", Jpeg);
        Add("b/2.jpg", Jpeg);
        Add("a/x.heic", Heic);
        Add("b/y.heic", Heic);

        Assert.StartsWith("2 files passed over: 2 HEIC", Walk("a", "b").Summary, StringComparison.Ordinal);
    }
}
