namespace UneXt50.Cli.Runs;

/// <summary>Where models are looked for: one place knows the variables, the folders and the default's name.</summary>
internal static class ModelPaths
{
    public const string DefaultName = "unext50-leaf33-int8.onnx";
    public const string Variable = "UNEXT50_MODEL";
    public const string NoCacheVariable = "UNEXT50_NO_CACHE";

    /// <summary>The model named by the option or by the variable, or the first default model there is.</summary>
    /// <exception cref="UneXt50Exception">None is named and none found; the message says where it looked.</exception>
    public static string Find(string? named)
    {
        if (named is not null) return named;
        if (Setting(Variable) is { } variable)
        {
            return File.Exists(variable) ? variable : throw new UneXt50Exception(
                ErrorKind.Model, variable, $"there is no such file, but {Variable} names it", $"correct {Variable}");
        }

        var candidates = Candidates().ToList();
        return candidates.Find(File.Exists) ?? throw new UneXt50Exception(
            ErrorKind.Model, "model", $"none was found; looked for {string.Join(", ", candidates)}",
            $"put one there, or name one with --model or {Variable}");
    }

    /// <summary>The model that is used where none is named; null where there is none.</summary>
    public static string? Default() => Setting(Variable) ?? Candidates().FirstOrDefault(File.Exists);

    /// <summary>
    /// Where the default model may be, in order: the XDG base directories, then where an installation below any prefix
    /// has put it (PREFIX/lib/unext50 or PREFIX/bin has the program), then beside the program.
    /// </summary>
    public static IEnumerable<string> Candidates()
    {
        var home = Setting("HOME") is { } folder ? Path.Join(folder, ".local/share") : null;
        var data = (Setting("XDG_DATA_DIRS") ?? "/usr/local/share:/usr/share").Split(':');

        // Relative ones are invalid, says the specification, and to be ignored.
        return new[] { Setting("XDG_DATA_HOME") ?? home }.Concat(data)
            .Where(Path.IsPathRooted)
            .Select(root => Path.Join(root, "unext50", DefaultName))
            .Append(Beside("../../share/unext50"))
            .Append(Beside("../share/unext50"))
            .Append(Beside("models"))
            .Distinct();
    }

    private static string Beside(string folder) =>
        Path.GetFullPath(Path.Join(AppContext.BaseDirectory, folder, DefaultName));

    /// <summary>Where fetched checkpoints are kept: the cache of the service or of the XDG base directories.</summary>
    public static string Cache() => CacheHome() ?? Path.Join(Path.GetTempPath(), ".cache/unext50");

    /// <summary>
    /// Where checksums of models are kept; null where that is not wanted, or nobody has a home.
    /// </summary>
    public static string? DigestCache() =>
        Setting(NoCacheVariable) is null ? CacheHome() : null;

    private static string? CacheHome()
    {
        // systemd gives a service a folder of its own, or several.
        if (Setting("CACHE_DIRECTORY") is { } service) return service.Split(':')[0];
        if (Setting("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache)) return Path.Join(cache, "unext50");
        return Setting("HOME") is { } home && Directory.Exists(home) ? Path.Join(home, ".cache/unext50") : null;
    }

    private static string? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
