using UneXt50.Sources;
using UneXt50.Tests;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class TrainingFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private UneXt50Exception Refusal()
    {
        var refusal = Assert.Throws<UneXt50Exception>(() => TrainingFolder.List(_folder.Path));
        Assert.Equal(ErrorKind.Usage, refusal.Kind);
        return refusal;
    }

    [Fact]
    public void Folders_are_classes_and_folders_in_them_are_not()
    {
        string[] names =
            ["rose/b.jpg", "rose/field/a.PNG", "daisy/c.webp", "notes.jpg", ".git/x.jpg", "rose/list.txt"];
        foreach (var name in names) _folder.Add(name);
        Assert.Equal(
            [("daisy/c.webp", "daisy"), ("rose/b.jpg", "rose"), ("rose/field/a.PNG", "rose")],
            TrainingFolder.List(_folder.Path + "/").Select(photo => (photo.Name, photo.Label)));
    }

    [Fact]
    public void A_class_without_photos_is_refused()
    {
        _folder.Add("rose/a.jpg");
        _folder.Shell("mkdir daisy");
        Assert.Contains("daisy: the class has no photos", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Photos_without_class_folders_are_refused()
    {
        _folder.Add("a.jpg");
        Assert.Contains("holds no folders", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_folders_may_be_links_and_what_is_passed_over_is_counted()
    {
        foreach (var name in new[] { "real/a.jpg", "real/notes.txt", "photos/daisy/b.jpg", "photos/__MACOSX/c.jpg" })
            _folder.Add(name);
        _folder.Shell("ln -s ../real photos/rose; ln -s ../photos/daisy real/more");
        var passedOver = new PassedOver();

        var photos = TrainingFolder.List(_folder["photos"], passedOver);

        Assert.Equal([("daisy/b.jpg", "daisy"), ("rose/a.jpg", "rose")], photos.Select(photo => (photo.Name, photo.Label)));
        Assert.StartsWith("1 file passed over: 1 .txt; 1 folder reached again", passedOver.Summary(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ln -s rose dock", "the same folder as that of another class")]
    [InlineData("ln -s . all", "or the one that holds them all")]
    [InlineData("ln -s gone dock", "a link to something that does not exist")]
    public void Links_that_make_no_class_are_refused(string line, string problem)
    {
        _folder.Add("rose/a.jpg");
        _folder.Shell(line);
        Assert.Contains(problem, Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_that_differ_in_spelling_only_are_refused()
    {
        _folder.Add("L\u00F6wenzahn/a.jpg");
        _folder.Add("Lo\u0308wenzahn/a.jpg");
        Assert.Contains("cannot be told from", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<UneXt50Exception>(() => TrainingFolder.List(_folder["none"])).Kind);
}
