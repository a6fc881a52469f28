using System.Runtime.InteropServices;

namespace UneXt50.Sources;

/// <summary>Turns one path, file or folder, into the photos it stands for.</summary>
internal static class InputPath
{
    /// <summary>What a folder contributes; a file that is named is taken whatever it is called.</summary>
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"];

    public static unsafe bool Exists(string path)
    {
        fixed (byte* bytes = PathBytes.EncodeTerminated(path)) return Libc.Access(bytes, 0) == 0;
    }

    /// <summary>
    /// The file itself, or the pictures in the folder. Something that is neither comes back as a photo whose reading
    /// says so.
    /// </summary>
    public static IEnumerable<Photo> Photos(string path, bool recurse)
    {
        var entries = FolderListing.TryRead(path, out var error);
        if (entries is null)
        {
            yield return error is Libc.NotAFolder or Libc.NoSuchFile ? PhotoFile.Open(path) : Unopened(path, error);
            yield break;
        }

        var any = false;
        foreach (var photo in Pictures(path, entries, recurse))
        {
            any = true;
            yield return photo;
        }

        if (!any) yield return NoPictures(path, recurse);
    }

    /// <summary>The pictures in a folder and the folders in it; none is no error.</summary>
    public static IEnumerable<Photo> Pictures(string folder) =>
        FolderListing.TryRead(folder, out var error) is { } entries
            ? Pictures(folder, entries, recurse: true) : [Unopened(folder, error)];

    private static IEnumerable<Photo> Pictures(string folder, List<FolderEntry> entries, bool recurse)
    {
        foreach (var (name, kind) in entries)
        {
            var path = Path.Join(folder, name);
            if (kind == FolderEntryKind.File && HasImageExtension(name))
            {
                yield return PhotoFile.Open(path);
            }
            else if (kind == FolderEntryKind.Folder && recurse)
            {
                if (FolderListing.TryRead(path, out var error) is not { } inner)
                {
                    yield return Unopened(path, error);
                    continue;
                }

                foreach (var photo in Pictures(path, inner, recurse)) yield return photo;
            }
        }
    }

    private static bool HasImageExtension(string name) =>
        Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static Photo NoPictures(string path, bool recurse) => Photo.Missing(
        PathBytes.Display(path),
        $"it holds no pictures ({string.Join(' ', Extensions)})",
        recurse ? "give another folder" : "give another folder, or -r to look into the folders in it");

    private static Photo Unopened(string path, int error)
    {
        var (name, reason) = (PathBytes.Display(path), Marshal.GetPInvokeErrorMessage(error));
        return Scarcity.Of(name, new IOException(reason, error), ErrorKind.Input) is { } scarce
            ? Photo.Failing(scarce)
            : Photo.Missing(name, $"it cannot be opened ({reason})", "check its permissions");
    }
}
