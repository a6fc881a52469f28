namespace UneXt50.Onnx.Runtime;

/// <summary>The file of an onnxruntime that a user names: by itself, or by a folder that has it.</summary>
internal static class RuntimeFile
{
    private const string Name = "libonnxruntime.so";

    /// <summary>The full path of the file, as it is named: its providers are looked for beside it.</summary>
    /// <exception cref="UneXt50Exception">
    /// There is none, or it cannot be loaded on this machine (Runtime).
    /// </exception>
    public static string Find(string named)
    {
        var file = Directory.Exists(named) ? In(named) : named;
        Require(file, $"{Name}, or the folder that has it");
        return Path.GetFullPath(file);
    }

    /// <summary>Refuses what is no shared library for this machine, without loading it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="wanted">What to name instead.</param>
    /// <exception cref="UneXt50Exception">It is none (Runtime).</exception>
    public static void Require(string file, string wanted)
    {
        var library = InputFile.Read(file, ErrorKind.Runtime, stream =>
        {
            try
            {
                return SharedLibrary.Read(stream);
            }
            catch (FormatException damage)
            {
                throw Refused(file, damage.Message, $"name {wanted}");
            }
        });
        if (library.ProcessorName != SharedLibrary.OwnProcessor)
        {
            throw Refused(file, $"it is for {library.ProcessorName}, and this machine is {SharedLibrary.OwnProcessor}",
                $"get the one for {SharedLibrary.OwnProcessor}");
        }
    }

    /// <summary>Its error: of onnxruntime, whatever is wrong with it.</summary>
    public static UneXt50Exception Refused(string file, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Runtime, file, problem, remedy, inner);

    // A release has it in lib; where only files with versions are, the last one by name is as good as any.
    private static string In(string folder)
    {
        string[] folders = [folder, Path.Join(folder, "lib"), Path.Join(folder, "capi")];
        foreach (var place in folders.Where(Directory.Exists))
        {
            var all = Names(place);
            if (all.Contains(Name)) return Path.Join(place, Name);
            if (all.LastOrDefault(name => name.StartsWith(Name + ".", StringComparison.Ordinal)) is { } versioned)
                return Path.Join(place, versioned);
        }

        var isPython = folders.Where(Directory.Exists).SelectMany(Names)
            .Any(name => name.StartsWith("onnxruntime_pybind11_state", StringComparison.Ordinal));
        throw Refused(folder,
            isPython ? $"it has onnxruntime for Python only, without {Name}" : $"there is no {Name} in it",
            isPython ? $"name the folder of a build for C or C++ ('build.sh --build_shared_lib')"
                : "name the file, or the folder that has it");
    }

    private static List<string> Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*onnxruntime*").Select(path => Path.GetFileName(path)!).Order(
                StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(folder, "it cannot be read", "check its permissions", failure);
        }
    }
}
