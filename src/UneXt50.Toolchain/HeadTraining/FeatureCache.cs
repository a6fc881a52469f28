using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// The features that heads are trained from, kept beside the head: a second training runs no inference, and photos can
/// be added without the old ones. A safetensors file: tensor <c>features</c> [N, D]; photos, backbone and a checksum of
/// it all in its metadata.
/// </summary>
public sealed class FeatureCache
{
    private const int LargestHeader = 1 << 28;
    private const string Tensor = "features";
    private const string NotACache = "it is damaged or not a feature cache";

    private readonly Dictionary<string, float[]> _features = [];

    /// <summary>A cache of these photos.</summary>
    /// <param name="backboneSha256">SHA-256 of the model file the features come from.</param>
    /// <param name="exact">Whether large JPEGs were decoded at full size, which changes features slightly.</param>
    /// <param name="photos">The photos; all with their SHA-256.</param>
    public FeatureCache(string backboneSha256, bool exact, IReadOnlyList<LabelledPhoto> photos)
    {
        (BackboneSha256, Exact, Photos) = (backboneSha256, exact, photos);
        foreach (var photo in photos) _features.TryAdd(photo.Sha256, photo.Features);
    }

    /// <summary>SHA-256 of the model file the features come from.</summary>
    public string BackboneSha256 { get; }

    /// <summary>Whether large JPEGs were decoded at full size.</summary>
    public bool Exact { get; }

    /// <summary>The photos the features belong to.</summary>
    public IReadOnlyList<LabelledPhoto> Photos { get; }

    /// <summary>The features of the photo whose encoded bytes have this SHA-256, or null.</summary>
    public float[]? Find(string sha256) => _features.GetValueOrDefault(sha256);

    /// <summary>Reads a cache.</summary>
    /// <exception cref="UneXt50Exception">It is missing, unreadable, or damaged (Model).</exception>
    public static FeatureCache Read(string path) => InputFile.Read(path, ErrorKind.Model, stream =>
    {
        try
        {
            return Parse(stream);
        }
        catch (Exception damage) when (damage is FormatException or JsonException or EndOfStreamException
            or KeyNotFoundException or InvalidOperationException or OverflowException or CheckpointDamage)
        {
            throw new UneXt50Exception(
                ErrorKind.Model, path, NotACache, "delete it and train again from the photos", damage);
        }
    });

    /// <summary>Writes it, for the caller to complete. Equal caches give equal bytes.</summary>
    internal void Write(OutputFile output)
    {
        var data = new byte[Photos.Sum(photo => photo.Features.Length * sizeof(float))];
        var end = 0;
        foreach (var photo in Photos)
        {
            var bytes = MemoryMarshal.AsBytes(photo.Features.AsSpan());
            bytes.CopyTo(data.AsSpan(end));
            end += bytes.Length;
        }

        var photos = JsonSerializer.Serialize(
            [.. Photos.Select(photo => new CachedPhoto(photo.Name, photo.Label, photo.Sha256))],
            ToolchainJson.Default.IReadOnlyListCachedPhoto);
        var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("trunk_sha256", BackboneSha256);
            json.WriteString("exact", Exact ? "true" : "false");
            json.WriteString("photos", photos);
            json.WriteString("sha256", Digest(BackboneSha256, photos, data));
            json.WriteEndObject();
            json.WriteStartObject(Tensor);
            json.WriteString("dtype", "F32");
            json.WriteStartArray("shape");
            json.WriteNumberValue(Photos.Count);
            json.WriteNumberValue(Photos.Count == 0 ? 0 : Photos[0].Features.Length);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(0);
            json.WriteNumberValue(data.Length);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        // The format wants tensors at multiples of eight, and spaces to get there.
        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        output.Write(length);
        output.Write(header.ToArray());
        output.Write(data);
    }

    private static FeatureCache Parse(FileStream stream)
    {
        var file = Safetensors.Open(stream, LargestHeader);
        if (file.Entries is not [{ Name: Tensor, Type: StorageType.Float32 } features])
            throw new FormatException(Tensor);
        var data = file.Read(features);
        string Entry(string name) => file.Metadata[name];
        var (backbone, list) = (Entry("trunk_sha256"), Entry("photos"));
        if (Digest(backbone, list, data) != Entry("sha256")) throw new FormatException("checksum");

        var photos = StoredJson.Read(list, ToolchainJson.Default.IReadOnlyListCachedPhoto);
        var values = MemoryMarshal.Cast<byte, float>(data);
        var width = photos.Count == 0 ? 0 : values.Length / photos.Count;
        if (width * photos.Count * sizeof(float) != data.Length) throw new FormatException("length");
        var labelled = new LabelledPhoto[photos.Count];
        for (var i = 0; i < labelled.Length; i++)
        {
            var (name, label, sha256) = photos[i];
            labelled[i] = new LabelledPhoto(name, label, values.Slice(i * width, width).ToArray(), sha256);
        }

        return new FeatureCache(backbone, Entry("exact") == "true", labelled);
    }

    private static string Digest(string backbone, string photos, byte[] data)
    {
        using var all = new MemoryStream();
        all.Write(Encoding.UTF8.GetBytes(backbone + photos));
        all.Write(data);
        all.Position = 0;
        return Sha256Digest.Of(all);
    }

    /// <summary>What the feature cache knows of a photo beside its features.</summary>
    internal sealed record CachedPhoto(string Name, string Label, string Sha256);
}
