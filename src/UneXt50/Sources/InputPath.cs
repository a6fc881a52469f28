namespace UneXt50.Sources;

/// <summary>Turns one path, file or folder, into the photos it stands for.</summary>
internal static class InputPath
{
    public static unsafe bool Exists(string path)
    {
        fixed (byte* bytes = PathBytes.EncodeTerminated(path)) return Libc.Access(bytes, 0) == 0;
    }

    /// <summary>
    /// The file itself, or the pictures in the folder. Something that is neither comes back as a photo whose reading
    /// says so.
    /// </summary>
    public static IEnumerable<Photo> Photos(string path, bool recurse, PassedOver passedOver)
    {
        var entries = FolderListing.TryRead(path, out var error);
        if (entries is null)
        {
            yield return error is Libc.NotAFolder or Libc.NoSuchFile
                ? PhotoFile.Open(path) : FolderWalk.Unopened(path, error);
            yield break;
        }

        var here = new PassedOver();
        try
        {
            var walk = new FolderWalk(here);
            walk.Enter(path);
            var any = false;
            foreach (var photo in walk.Pictures(path, entries, recurse))
            {
                any = true;
                yield return photo;
            }

            if (!any) yield return NoPictures(path, walk.Unentered > 0, here);
        }
        finally
        {
            passedOver.Add(here);
        }
    }

    private static Photo NoPictures(string path, bool hasFolders, PassedOver passedOver)
    {
        var (problem, remedy) = passedOver switch
        {
            _ when hasFolders => ("it holds no pictures", "give another folder, or -r for the folders in it"),
            { Foreign: { } foreign } => ($"it holds no pictures that can be read, but {foreign.Counts}", foreign.Remedy),
            { Hidden: > 0 } => ("its only pictures have hidden names", "name them, or give another folder"),
            _ => ("it holds no pictures", "give another folder"),
        };
        return Photo.Missing(PathBytes.Display(path), problem, remedy);
    }
}
