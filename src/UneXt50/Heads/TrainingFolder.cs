using UneXt50.Sources;

namespace UneXt50.Heads;

/// <summary>A folder with one folder of photos for each class; the folder's name is the class.</summary>
public static class TrainingFolder
{
    /// <summary>
    /// Lists the photos of all classes, by class and name. Class folders may hold folders; files beside the class
    /// folders and names that begin with a dot are left out.
    /// </summary>
    /// <param name="path">The folder of class folders.</param>
    /// <exception cref="UneXt50Exception">
    /// It is missing or has no class folder, a class folder has no photo, or two names cannot be told apart (Usage).
    /// </exception>
    public static IReadOnlyList<TrainingPhoto> List(string path)
    {
        var entries = FolderListing.TryRead(path, out _)
            ?? throw Refused(path, "there is no such folder", "give a folder with one folder of photos for each class");
        var labels = entries.Where(entry => IsClass(path, entry)).Select(entry => entry.Name).ToList();
        if (labels.Count == 0)
            throw Refused(path, "it holds no folders", "give a folder with one folder of photos for each class");
        ClassNames.CheckDistinct(labels.Select(PathBytes.Display));
        if (labels.Count > TrainingSet.MostClasses)
        {
            throw Refused(path,
                $"{labels.Count:N0} classes are more than a head may have ({TrainingSet.MostClasses:N0})",
                "train several heads");
        }

        return [.. labels.SelectMany(label => PhotosOf(path, label))];
    }

    private static bool IsClass(string path, FolderEntry entry) =>
        entry.Name[0] != '.'
        && (entry.Kind == FolderEntryKind.Folder
            || (entry.Kind == FolderEntryKind.File && Directory.Exists(Path.Join(path, entry.Name))));

    private static IEnumerable<TrainingPhoto> PhotosOf(string path, string label)
    {
        var folder = Path.Join(path, label);
        var photos = InputPath.Pictures(folder).ToList();
        if (photos.Count == 0)
            throw Refused(PathBytes.Display(folder), "the class has no photos", "put some there or remove the folder");
        var prefix = PathBytes.Display(path).TrimEnd('/').Length + 1;
        return photos.Select(photo => new TrainingPhoto(photo.Name[prefix..], PathBytes.Display(label), photo));
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy) =>
        new(ErrorKind.Usage, path, problem, remedy);
}
