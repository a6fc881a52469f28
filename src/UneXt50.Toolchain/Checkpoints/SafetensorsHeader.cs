using System.Text.Json;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// The header of a safetensors file, JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}
/// (github.com/huggingface/safetensors, "Format").
/// </summary>
/// <param name="Entries">The tensors in the order of their data, which they fill without a gap or an overlap.</param>
/// <param name="Metadata">Text by name; other kinds of values are left out.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataName = "__metadata__";
    private const int MaximumRank = 8;

    /// <summary>The types with a name here. Of others a neighbour of the network may be.</summary>
    private static readonly Dictionary<string, StorageType> Types = new()
    {
        ["F64"] = StorageType.Float64,
        ["F32"] = StorageType.Float32,
        ["F16"] = StorageType.Float16,
        ["BF16"] = StorageType.BFloat16,
        ["I64"] = StorageType.Int64,
        ["I32"] = StorageType.Int32,
        ["I16"] = StorageType.Int16,
        ["I8"] = StorageType.Int8,
        ["U8"] = StorageType.UInt8,
        ["BOOL"] = StorageType.Bool,
    };

    /// <summary>Reads the JSON text.</summary>
    /// <param name="header">The JSON text.</param>
    /// <param name="dataBytes">Bytes of the file behind the header.</param>
    /// <exception cref="CheckpointDamage">It is damaged, or the data are not what it says.</exception>
    public static SafetensorsHeader Read(ReadOnlyMemory<byte> header, long dataBytes)
    {
        using var json = Json.Object(header, "its header");
        var members = Json.Members(json.RootElement);
        var entries = members
            .Where(item => item.Name != MetadataName)
            .Select(item => Entry(item.Name, item.Value))
            .OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ToList();
        var position = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin < position) throw new CheckpointDamage($"the data of '{entry.Name}' overlaps another's");
            if (entry.Begin > position) throw new CheckpointDamage($"there is a gap before the data of '{entry.Name}'");
            position = entry.End;
        }

        if (position > dataBytes) throw new CheckpointDamage("the file is truncated");
        if (position < dataBytes) throw new CheckpointDamage("the file continues after its last tensor");
        return new SafetensorsHeader(entries, Texts(members.FirstOrDefault(item => item.Name == MetadataName).Value));
    }

    private static Dictionary<string, string> Texts(JsonElement metadata)
    {
        var texts = new Dictionary<string, string>();
        if (metadata.ValueKind != JsonValueKind.Object) return texts;
        foreach (var (name, value) in Json.Members(metadata))
        {
            if (Json.Text(value) is { } text) texts.Add(name, text);
        }

        return texts;
    }

    private static SafetensorsEntry Entry(string name, JsonElement value)
    {
        CheckpointDamage Wrong(string what) => new($"the header of '{name}' has an impossible {what}");

        var dtype = Json.Text(Json.Member(value, "dtype")) ?? throw Wrong("dtype");
        StorageType? type = Types.TryGetValue(dtype, out var known) ? known : null;
        var shape = Json.Integers(Json.Member(value, "shape"), MaximumRank) ?? throw Wrong("shape");
        if (Json.Integers(Json.Member(value, "data_offsets"), 2) is not [var begin, var end] || end < begin)
            throw Wrong("range of data");

        var bytes = (long)(type?.Size() ?? 1);
        foreach (var extent in shape)
        {
            // Both bounds keep the product from overflowing.
            if (extent > int.MaxValue || (bytes *= extent) > CheckpointReader.MaximumBytes) throw Wrong("shape");
        }

        if (type is not null && bytes != end - begin)
            throw new CheckpointDamage($"'{name}' has {end - begin} bytes where its shape and type want {bytes}");
        return new SafetensorsEntry(name, dtype, type, Array.ConvertAll(shape, extent => (int)extent), begin, end);
    }
}

/// <summary>A tensor as the header of a safetensors file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">What the file calls the type of its elements: "F32", "F8_E4M3".</param>
/// <param name="Type">That type; null for one that is not known.</param>
/// <param name="Shape">Extents, outermost first.</param>
/// <param name="Begin">Its first byte, from the end of the header.</param>
/// <param name="End">The byte behind its last one.</param>
internal sealed record SafetensorsEntry(
    string Name, string Dtype, StorageType? Type, int[] Shape, long Begin, long End);
