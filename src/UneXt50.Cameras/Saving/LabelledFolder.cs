using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.Saving;

/// <summary>
/// A folder with one folder of photos for each class, as <c>head train</c> reads it, into which a person puts what they
/// see. Nothing is ever removed to make room: a photo that was given a label is work.
/// </summary>
internal sealed class LabelledFolder
{
    private readonly string _path;
    private readonly long _limit;
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _bytes;

    /// <param name="path">The folder of class folders; made if it is missing.</param>
    /// <param name="limit">The bytes that all photos in class folders may take together.</param>
    /// <exception cref="UneXt50Exception">It cannot be made or read.</exception>
    public LabelledFolder(string path, long limit)
    {
        (_path, _limit) = (path, limit);
        try
        {
            Directory.CreateDirectory(path);
            Count();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw OutputError.From(path, failure);
        }
    }

    /// <summary>The classes there are, with their numbers of photos, by name.</summary>
    public IReadOnlyList<LabelledClass> Classes => [.. _counts.Select(pair => new LabelledClass(pair.Key, pair.Value))];

    /// <summary>
    /// Writes a photo into the folder of its class; once more under the same name, it stays one photo.
    /// </summary>
    /// <returns>Its path.</returns>
    /// <exception cref="UneXt50Exception">
    /// The label is none, or is read as another one (Usage); there is no room, or it cannot be written (Output).
    /// </exception>
    public string Save(string label, string name, ReadOnlySpan<byte> photo)
    {
        label = ClassOf(label);
        var folder = Path.Join(_path, label);
        var path = Path.Join(folder, name);
        if (_bytes + photo.Length > _limit && !HasRoom(path, photo.Length))
        {
            throw new UneXt50Exception(
                ErrorKind.Output, path,
                $"the labelled photos have reached their limit of {ByteSize.Text(_limit)}, and none is ever deleted",
                $"move some away, or raise {Setting.SaveLimit}");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputError.From(folder, failure);
        }

        var isNew = !File.Exists(path);
        using var file = OutputFile.Create(path);
        file.Write(photo);
        file.Complete();
        _counts[label] = _counts.GetValueOrDefault(label) + (isNew ? 1 : 0);
        if (isNew) _bytes += photo.Length;
        return path;
    }

    /// <summary>Whether there is room after all, since somebody has moved photos away.</summary>
    private bool HasRoom(string path, int wanted)
    {
        try
        {
            Count();
            return _bytes + wanted <= _limit;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputError.From(path, failure);
        }
    }

    private void Count()
    {
        _counts.Clear();
        _bytes = 0;
        var readable = new EnumerationOptions { IgnoreInaccessible = true }; // lost+found is another's
        foreach (var folder in new DirectoryInfo(_path).EnumerateDirectories("*", readable).Where(IsVisible))
        {
            var photos = folder.EnumerateFiles("*", readable).Where(IsVisible).ToList();
            if (photos.Count > 0) _counts[folder.Name] = photos.Count;
            _bytes += photos.Sum(photo => photo.Length);
        }
    }

    private static bool IsVisible(FileSystemInfo entry) => !FolderEntry.IsHiddenName(entry.Name);

    /// <summary>The class that a label means: a known one however it is spelled in Unicode, or else a new one.</summary>
    private string ClassOf(string label)
    {
        if (FolderLabel.Refusal(label) is { } refusal) throw refusal;
        var name = CanonicalComposition.Compose(label);
        if (_counts.Keys.FirstOrDefault(known => CanonicalComposition.Compose(known) == name) is { } same) return same;
        ClassNames.CheckDistinct([.. _counts.Keys, name]);
        return name;
    }
}

/// <summary>A class folder and how many photos are in it.</summary>
internal sealed record LabelledClass(string Label, int Photos);
