using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>A folder with one folder of photos for each class; the folder's name is the class.</summary>
public static class TrainingFolder
{
    private const string WhatIsWanted = "give a folder with one folder of photos for each class";

    /// <summary>
    /// Lists the photos of all classes, by class and name. Class folders may hold folders, and may be links; files
    /// beside the class folders and hidden names are left out.
    /// </summary>
    /// <param name="path">The folder of class folders.</param>
    /// <param name="passedOver">Counts what is no photo; null for those who do not want to know.</param>
    /// <exception cref="UneXt50Exception">
    /// It is missing or has no class folder, a class folder has no photo, or two classes are the same folder or cannot
    /// be told apart by name (Usage).
    /// </exception>
    public static IReadOnlyList<TrainingPhoto> List(string path, PassedOver? passedOver = null)
    {
        var entries = FolderListing.TryRead(path, out _)
            ?? throw Refused(path, "there is no such folder", WhatIsWanted);
        var labels = entries.Where(entry => IsClass(path, entry)).Select(entry => entry.Name).ToList();
        if (labels.Count == 0) throw Refused(path, "it holds no folders", WhatIsWanted);
        ClassNames.CheckDistinct(labels.Select(PathBytes.Display));
        if (labels.Count > TrainingSet.MostClasses)
        {
            throw Refused(path,
                $"{labels.Count:N0} classes are more than a head may have ({TrainingSet.MostClasses:N0})",
                "train several heads");
        }

        // All of them first: a link in one class to another must not take that one's photos away.
        var walk = new FolderWalk(passedOver ?? new PassedOver());
        walk.Enter(path);
        foreach (var folder in labels.Select(label => Path.Join(path, label)).Where(folder => !walk.Enter(folder)))
        {
            throw Refused(PathBytes.Display(folder),
                "it is the same folder as that of another class, or the one that holds them all",
                "remove one of the two links");
        }

        return [.. labels.SelectMany(label => PhotosOf(path, label, walk))];
    }

    private static bool IsClass(string path, FolderEntry entry)
    {
        if (entry.IsHidden) return false;
        var folder = Path.Join(path, entry.Name);
        if (entry.Kind == FolderEntryKind.Unknown && !InputPath.Exists(folder))
        {
            throw Refused(PathBytes.Display(folder), "it is a link to something that does not exist",
                "correct the link or remove it");
        }

        return entry.Resolve(folder) == FolderEntryKind.Folder;
    }

    private static IEnumerable<TrainingPhoto> PhotosOf(string path, string label, FolderWalk walk)
    {
        var folder = Path.Join(path, label);
        var photos = walk.Pictures(folder).ToList();
        if (photos.Count == 0)
            throw Refused(PathBytes.Display(folder), "the class has no photos",
                "put photos there, or remove the folder");
        var prefix = PathBytes.Display(path).TrimEnd('/').Length + 1;
        return photos.Select(photo => new TrainingPhoto(photo.Name[prefix..], PathBytes.Display(label), photo));
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy) =>
        new(ErrorKind.Usage, path, problem, remedy);
}

/// <summary>A photo of a training folder, not read yet.</summary>
/// <param name="Name">Its path in the folder: "rust/leaf.jpg".</param>
/// <param name="Label">The class folder's name.</param>
/// <param name="Photo">The photo itself.</param>
public sealed record TrainingPhoto(string Name, string Label, Photo Photo);
