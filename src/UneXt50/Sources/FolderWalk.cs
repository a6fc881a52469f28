using System.Runtime.InteropServices;

namespace UneXt50.Sources;

/// <summary>
/// Goes through folders for their pictures, in ordinal order of names. A file is one by its first bytes; one that is
/// named like a picture is taken unopened, so that reading it says what is wrong with it. Hidden names are left out.
/// Links are followed, and no folder is gone through twice.
/// </summary>
/// <param name="passedOver">Counts what is not taken.</param>
internal sealed class FolderWalk(PassedOver passedOver)
{
    private static readonly string[] Suffixes =
        [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp"];

    // By device and inode: whatever the path, a folder is the same one.
    private readonly HashSet<(ulong Device, ulong Inode)> _entered = [];

    /// <summary>Folders in a folder that were not looked into.</summary>
    public int Unentered { get; private set; }

    /// <summary>Remembers a folder; false where it is known already.</summary>
    public bool Enter(string path) =>
        FileStatus.Read(path) is not { } status || _entered.Add((status.Device, status.Inode));

    /// <summary>The pictures in a folder that was entered, and in the folders in it.</summary>
    public IEnumerable<Photo> Pictures(string folder) => FolderListing.TryRead(folder, out var error) is { } entries
        ? Pictures(folder, entries, recurse: true) : [Unopened(folder, error)];

    /// <summary>The same of entries that have been read.</summary>
    public IEnumerable<Photo> Pictures(string folder, List<FolderEntry> entries, bool recurse)
    {
        foreach (var entry in entries)
        {
            var path = Path.Join(folder, entry.Name);
            if (entry.IsHidden)
            {
                passedOver.AddHidden();
                continue;
            }

            switch (entry.Resolve(path))
            {
                case FolderEntryKind.File when IsPicture(entry.Name, path):
                    yield return PhotoFile.Open(path);
                    break;
                case FolderEntryKind.Folder when !recurse:
                    Unentered++;
                    break;
                case FolderEntryKind.Folder when !Enter(path):
                    passedOver.AddFolder(path);
                    break;
                case FolderEntryKind.Folder:
                    foreach (var photo in Pictures(path)) yield return photo;
                    break;
                case FolderEntryKind.Other:
                    passedOver.AddUnread("pipe or device");
                    break;
            }
        }
    }

    /// <summary>Stands for a folder that cannot be opened.</summary>
    public static Photo Unopened(string path, int error)
    {
        var (name, reason) = (PathBytes.Display(path), Marshal.GetPInvokeErrorMessage(error));
        return Scarcity.Of(name, new IOException(reason, error), ErrorKind.Input) is { } scarce
            ? Photo.Failing(scarce)
            : Photo.Missing(name, $"it cannot be opened ({reason})", "check its permissions");
    }

    /// <summary>Whether a name is that of a picture.</summary>
    public static bool IsNamedLikePicture(string name) =>
        Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private bool IsPicture(string name, string path)
    {
        if (IsNamedLikePicture(name)) return true;
        var format = FileStart.Recognize(path, out var isReadable);
        // A link that leads nowhere may have led to a picture, or to a whole class of them: reading it says so.
        if (format is { IsDecoded: true } || (!isReadable && FileStatus.Read(path) is null)) return true;
        if (isReadable) passedOver.Add(name, format);
        else passedOver.AddUnread("not readable for this user");
        return false;
    }
}
