using System.Text;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// The index of a checkpoint in several safetensors files, JSON: {"weight_map": {"fc.bias": "model-2.safetensors"}}.
/// The files lie beside the index; a name that would lead anywhere else is refused.
/// </summary>
internal static class SafetensorsIndex
{
    private const int MaximumIndexBytes = 16 << 20;
    private const int MaximumShards = 1000;

    /// <summary>Whether a file that begins so may be one.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) => start.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>The tensors of all files, in the order of their names and of their data.</summary>
    /// <exception cref="CheckpointDamage">The index is damaged, or a file holds other tensors than it says.</exception>
    /// <exception cref="UneXt50Exception">A file is missing or damaged (Checkpoint).</exception>
    public static StateDict Read(FileStream stream)
    {
        var shards = Shards(stream);
        var tensors = new List<KeyValuePair<string, FloatTensor>>();
        var bytes = 0L;
        foreach (var (path, names) in shards)
        {
            tensors.AddRange(ReadShard(path, names, ref bytes));
        }

        if (tensors.Count == 0) throw new CheckpointDamage("it names no floating-point tensors");
        return new StateDict(tensors);
    }

    /// <summary>The paths of the files and the tensors each holds, ordered by path.</summary>
    public static IReadOnlyList<KeyValuePair<string, HashSet<string>>> Shards(FileStream stream)
    {
        if (stream.Length > MaximumIndexBytes) throw new CheckpointDamage("it is too large for an index");
        var text = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(text);
        using var json = Json.Object(text, "the index");
        if (Json.Member(json.RootElement, "weight_map") is not { ValueKind: System.Text.Json.JsonValueKind.Object } map)
            throw new CheckpointDamage("it has no weight_map", "give a .safetensors.index.json file");

        var folder = Path.GetDirectoryName(Path.GetFullPath(stream.Name))!;
        var shards = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (name, file) in Json.Members(map))
        {
            var path = Path.Join(folder, FileName(Json.Text(file)));
            if (!shards.TryGetValue(path, out var names)) shards.Add(path, names = []);
            names.Add(name);
        }

        return shards.Count <= MaximumShards
            ? [.. shards] : throw new CheckpointDamage($"it names {shards.Count} files, more than are read");
    }

    /// <summary>SHA-256 of what <c>sha256sum INDEX FILES...</c> prints for the index and its files in order.</summary>
    public static string Digest(FileStream stream)
    {
        IEnumerable<string> paths = [stream.Name, .. Shards(stream).Select(shard => shard.Key)];
        var lines = paths.Select(path => $"{Sha256Digest.OfFile(path)}  {Path.GetFileName(path)}\n");
        return Sha256Digest.Of(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static List<KeyValuePair<string, FloatTensor>> ReadShard(string path, HashSet<string> names, ref long bytes)
    {
        try
        {
            var (tensors, length) = InputFile.Read(
                path, ErrorKind.Checkpoint, shard => (Safetensors.Read(shard).ToList(), shard.Length));
            bytes += length;
            if (bytes > CheckpointReader.MaximumBytes) throw new CheckpointDamage("the files are too large together");
            foreach (var (name, _) in tensors)
            {
                if (!names.Contains(name))
                    throw new CheckpointDamage($"it holds '{name}', which the index has elsewhere");
            }

            return tensors;
        }
        catch (CheckpointDamage damage)
        {
            throw damage.About(path);
        }
    }

    private static string FileName(string? name) =>
        name is { Length: > 0 and <= 255 } && name.EndsWith(".safetensors", StringComparison.Ordinal)
        && !name.Any(character => character is '/' or '\\' or ':' || char.IsControl(character))
            ? name : throw new CheckpointDamage($"its file name '{name}' is not that of a .safetensors file beside it");
}
