using System.Text;
using System.Text.Json;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// The index of a checkpoint in several files, JSON: {"weight_map": {"fc.bias": "model-2.safetensors"}}. The files lie
/// beside the index; a name that would lead anywhere else is refused.
/// </summary>
internal static class SafetensorsIndex
{
    private const int MaximumIndexBytes = 16 << 20;
    private const int MaximumShards = 1000;

    /// <summary>Whether a file that begins so may be one.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) => start.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>What all files list, in the order of their names and of their data.</summary>
    /// <exception cref="CheckpointDamage">The index is damaged.</exception>
    /// <exception cref="UneXt50Exception">
    /// A file is missing or damaged, or holds other tensors than the index says (Checkpoint).
    /// </exception>
    public static CheckpointContents Open(FileStream stream, string path)
    {
        var tensors = new List<ListedTensor>();
        var bytes = 0L;
        foreach (var (shardPath, names) in Shards(stream, path))
        {
            tensors.AddRange(CheckpointReader.Guarded(shardPath, shard =>
            {
                if ((bytes += shard.Length) > CheckpointReader.MaximumBytes)
                    throw new CheckpointDamage("the files are too large together");
                return List(shardPath, names, shard);
            }));
        }

        return new CheckpointContents(tensors, [.. tensors.Select(tensor => tensor.Name)], Read);
    }

    /// <summary>The paths of the files and the tensors each holds, ordered by path.</summary>
    public static IReadOnlyList<KeyValuePair<string, HashSet<string>>> Shards(FileStream stream, string indexPath)
    {
        if (stream.Length > MaximumIndexBytes) throw new CheckpointDamage("it is too large for an index");
        var text = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(text);
        using var json = Json.Object(text, "the index");
        if (Json.Member(json.RootElement, "weight_map") is not { ValueKind: JsonValueKind.Object } map)
            throw new CheckpointDamage("it has no weight_map", "give a .safetensors.index.json file");

        var folder = Path.GetDirectoryName(Path.GetFullPath(indexPath))!;
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
    public static string Digest(FileStream stream, string path)
    {
        IEnumerable<string> paths = [path, .. Shards(stream, path).Select(shard => shard.Key)];
        var lines = paths.Select(file => $"{Sha256Digest.OfFile(file)}  {Path.GetFileName(file)}\n");
        return Sha256Digest.Of(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static List<ListedTensor> List(string path, HashSet<string> names, FileStream shard)
    {
        var listed = CheckpointReader.OpenFile(shard).Tensors;
        if (listed.FirstOrDefault(tensor => !names.Contains(tensor.Name)) is { } stranger)
            throw new CheckpointDamage($"it holds '{stranger.Name}', which the index has elsewhere");
        return [.. listed.Select(tensor => tensor with { Source = (path, tensor.Name) })];
    }

    private static FloatTensor[] Read(IReadOnlyList<ListedTensor> wanted)
    {
        var values = new FloatTensor[wanted.Count];
        var places = wanted.Select(tensor => ((string Path, string Name))tensor.Source).ToList();
        foreach (var own in Enumerable.Range(0, values.Length).GroupBy(i => places[i].Path))
        {
            CheckpointReader.Guarded(own.Key, shard =>
            {
                var contents = CheckpointReader.OpenFile(shard);
                var tensors = contents.Tensors.ToDictionary(tensor => tensor.Name);
                var read = contents.Read([.. own.Select(i => tensors[places[i].Name])]);
                foreach (var (i, value) in own.Zip(read)) values[i] = value;
                return read.Count;
            });
        }

        return values;
    }

    private static string FileName(string? name) =>
        name is { Length: > 0 and <= 255 } && Path.GetExtension(name) is ".safetensors" or ".bin"
        && !name.Any(character => character is '/' or '\\' or ':' || char.IsControl(character))
            ? name : throw new CheckpointDamage($"its file name '{name}' is not that of a .safetensors file beside it",
                "give one file with all tensors");
}
