using System.Globalization;

namespace UneXt50.Statistics;

/// <summary>What of this process is resident at one moment, in bytes, by what it is.</summary>
/// <param name="Code">Pages of the program, its libraries and other files.</param>
/// <param name="Model">Pages of the model file, which the kernel may take back and read again.</param>
/// <param name="Private">Memory that belongs to nothing on the disk: heaps, buffers, stacks.</param>
public readonly record struct ResidentMemory(long Code, long Model, long Private)
{
    private const string MapFile = "/proc/self/smaps";

    /// <summary>All of it.</summary>
    public long Total => Code + Model + Private;

    /// <summary>Reads it from /proc/self/smaps; null where that is missing.</summary>
    /// <param name="modelPath">The model file, when one is loaded.</param>
    public static ResidentMemory? Read(string? modelPath = null)
    {
        try
        {
            return Parse(File.ReadLines(MapFile), modelPath is null ? null : FullPath(modelPath));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // no Linux, or a root without /proc
        }
    }

    internal static ResidentMemory Parse(IEnumerable<string> lines, string? modelPath)
    {
        long code = 0, model = 0, anonymous = 0, resident = 0;
        var ofModel = false;
        foreach (var line in lines)
        {
            // A mapping begins with its addresses and ends with its file; what follows is "Key:  number kB".
            if (!char.IsAsciiLetterUpper(line[0]))
                ofModel = modelPath is not null && line.EndsWith(modelPath, StringComparison.Ordinal);
            else if (line.StartsWith("Rss:", StringComparison.Ordinal)) resident = Bytes(line);
            else if (line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                var own = Bytes(line);
                anonymous += own;
                if (ofModel) model += resident - own;
                else code += resident - own;
            }
        }

        return new ResidentMemory(code, model, anonymous);
    }

    /// <summary>The difference, part by part.</summary>
    public static ResidentMemory operator -(ResidentMemory now, ResidentMemory before) =>
        new(now.Code - before.Code, now.Model - before.Model, now.Private - before.Private);

    private static string FullPath(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    private static long Bytes(string line)
    {
        var number = line.AsSpan(line.IndexOf(':') + 1).Trim().TrimEnd(" kB");
        return long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
    }
}
