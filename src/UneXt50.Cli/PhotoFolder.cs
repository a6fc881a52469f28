using UneXt50.Sources;

namespace UneXt50.Cli;

/// <summary>The photos of commands that go through them several times, and what was passed over on the way.</summary>
internal static class PhotoFolder
{
    /// <summary>All photos that the inputs stand for.</summary>
    /// <param name="recurse">Whether those of the folders in folders are among them.</param>
    /// <param name="inputs">Files, folders and patterns.</param>
    public static List<Photo> List(bool recurse, params string[] inputs)
    {
        var list = new InputList(inputs) { Recurse = recurse };
        List<Photo> photos = [.. list];
        Tell(list.PassedOver);
        return photos;
    }

    /// <summary>Says what was passed over, if anything was.</summary>
    public static void Tell(PassedOver passedOver)
    {
        if (passedOver.Summary() is { } summary) Messages.Note(summary);
    }
}
