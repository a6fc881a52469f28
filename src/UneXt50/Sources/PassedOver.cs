using System.Globalization;

namespace UneXt50.Sources;

/// <summary>
/// What folders hold that is no input, counted by kind in bounded memory: a run says what it has not looked at.
/// </summary>
public sealed class PassedOver
{
    private const int MostKinds = 200;
    private const int MostShown = 8;
    private const int LongestSuffix = 12;
    private const string Rest = "of other kinds";

    private readonly Dictionary<string, int> _suffixes = [];
    private readonly Dictionary<FileFormat, int> _formats = [];
    private int _folders;
    private string? _folder;

    /// <summary>Files that were passed over.</summary>
    public int Files { get; private set; }

    /// <summary>Names that are left out unless somebody names them; they are not among <see cref="Files"/>.</summary>
    public int Hidden { get; private set; }

    /// <summary>Pictures and films that are to be converted first, and how; null where there are none.</summary>
    internal (string Counts, string Remedy)? Foreign => _formats.Count == 0 ? null
        : (string.Join(", ", Formats().Select(pair => Number(pair.Value, pair.Key.Word))), Remedy(Formats().First()));

    /// <summary>
    /// "12 files passed over: 3 HEIC (convert them first, ...), 9 .txt"; null where there is nothing to say.
    /// </summary>
    public string? Summary()
    {
        var files = Files == 0 ? null : $"{Count(Files, "file")} passed over: {string.Join(", ", Kinds())}";
        var folders = _folders == 0 ? null
            : $"{Count(_folders, "folder")} reached again and not read twice ({_folder}"
                + (_folders > 1 ? ", ...)" : ")");
        return files is not null && folders is not null ? $"{files}; {folders}" : files ?? folders;
    }

    /// <summary>Counts a file by what its bytes say, or else by its suffix.</summary>
    internal void Add(string name, FileFormat? format)
    {
        Files++;
        if (format is { Kind: FileFormat.Group.ForeignPicture or FileFormat.Group.Film })
        {
            _formats[format] = _formats.GetValueOrDefault(format) + 1;
            return;
        }

        var suffix = Path.GetExtension(PathBytes.Display(name)).ToLowerInvariant();
        Add(suffix.Length switch
        {
            0 => "without a suffix",
            > LongestSuffix => Rest,
            _ => suffix,
        }, 1);
    }

    /// <summary>Counts what is no file, or cannot be read.</summary>
    internal void AddUnread(string kind)
    {
        Files++;
        Add(kind, 1);
    }

    /// <summary>Counts a folder that was gone through already, by another path.</summary>
    internal void AddFolder(string path)
    {
        _folders++;
        _folder ??= PathBytes.Display(path);
    }

    internal void AddHidden() => Hidden++;

    /// <summary>Counts all that another has counted.</summary>
    internal void Add(PassedOver other)
    {
        (Files, Hidden, _folders) = (Files + other.Files, Hidden + other.Hidden, _folders + other._folders);
        _folder ??= other._folder;
        foreach (var (format, count) in other._formats) _formats[format] = _formats.GetValueOrDefault(format) + count;
        foreach (var (kind, count) in other._suffixes) Add(kind, count);
    }

    private void Add(string kind, int count)
    {
        if (_suffixes.Count >= MostKinds && !_suffixes.ContainsKey(kind)) kind = Rest;
        _suffixes[kind] = _suffixes.GetValueOrDefault(kind) + count;
    }

    private IEnumerable<string> Kinds()
    {
        var sorted = _suffixes.OrderByDescending(pair => pair.Key == Rest ? 0 : pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var rest = sorted.Skip(MostShown).Sum(pair => pair.Value);
        return Formats().Select(pair => $"{Number(pair.Value, pair.Key.Word)} ({Remedy(pair)})")
            .Concat(sorted.Take(MostShown).Select(pair => Number(pair.Value, pair.Key)))
            .Concat(rest > 0 ? [Number(rest, Rest)] : []);
    }

    private IEnumerable<KeyValuePair<FileFormat, int>> Formats() => _formats
        .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Word, StringComparer.Ordinal);

    private static string Remedy(KeyValuePair<FileFormat, int> pair) => Setting.Worded(pair.Value == 1 ? pair.Key.Remedy
        : pair.Key.Remedy.Replace(" it ", " them ", StringComparison.Ordinal));

    private static string Count(int count, string noun) => Number(count, count == 1 ? noun : noun + "s");

    private static string Number(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}");
}
