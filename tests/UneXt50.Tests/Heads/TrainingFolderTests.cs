using UneXt50.Heads;
using Xunit;

namespace UneXt50.Tests.Heads;

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
    public void A_folder_that_is_not_there_is_refused() =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<UneXt50Exception>(() => TrainingFolder.List(_folder["none"])).Kind);
}
