using UneXt50.Cli.Terminal;
using UneXt50.Sources;

namespace UneXt50.Cli.Runs;

/// <summary>The photos of commands that go through them several times, and what was passed over on the way.</summary>
internal static class PhotoFolder
{
    private static readonly List<PassedOver> Open = [];

    /// <summary>All photos that the inputs stand for; what was passed over is told when the command has ended.</summary>
    /// <param name="recurse">Whether those of the folders in folders are among them.</param>
    /// <param name="inputs">Files, folders and patterns.</param>
    public static List<Photo> List(bool recurse, params string[] inputs)
    {
        var list = new InputList(inputs) { Recurse = recurse };
        List<Photo> photos = [.. list];
        TellAtEnd(list.PassedOver);
        return photos;
    }

    /// <summary>Keeps what was passed over until the command has ended, behind the line of an error that ends it.</summary>
    public static void TellAtEnd(PassedOver passedOver) => Open.Add(passedOver);

    /// <summary>Says what was kept.</summary>
    public static void TellKept()
    {
        foreach (var passedOver in Open) Tell(passedOver);
        Open.Clear();
    }

    /// <summary>Says what was passed over, if anything was.</summary>
    public static void Tell(PassedOver passedOver)
    {
        if (passedOver.Summary() is { } summary) Messages.Note(summary);
    }
}
