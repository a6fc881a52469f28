using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using UneXt50.Heads;
using UneXt50.Onnx;

namespace UneXt50.Known;

/// <summary>How <see cref="KnownPhotos"/> are stored: as entries of a model file's metadata.</summary>
internal static class KnownEntries
{
    /// <summary>Most class means that are read: ImageNet has 21,841 classes.</summary>
    public const int MostClasses = 1 << 16;

    private const string Prefix = BackboneDigest.Prefix;
    private const string Version = "1";

    /// <summary>What a model file has stored; null for nothing.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="metadata">Its metadata, which may be hostile.</param>
    /// <exception cref="UneXt50Exception">An entry is missing or does not hold what it must (Model).</exception>
    public static KnownPhotos? Read(string path, IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Prefix + "version", out var version)) return null;
        try
        {
            return Read(version, key => metadata.TryGetValue(Prefix + key, out var text) ? text
                : throw new FormatException($"metadata entry {Prefix}{key} is missing"));
        }
        catch (FormatException wrong)
        {
            throw new UneXt50Exception(ErrorKind.Model, path, wrong.Message,
                $"copy or download it again, or have {Setting.DescribeModel} make these entries anew with "
                + $"{Setting.Calibration}", wrong);
        }
    }

    /// <summary>The entries, in a fixed order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(KnownPhotos known) =>
    [
        new(Prefix + "version", Version),
        new(Prefix + "photos", known.Photos.ToString(CultureInfo.InvariantCulture)),
        new(Prefix + "factor", Text(Singles(known.Factor.Values))),
        new(Prefix + "means", Text(Singles(known.Means))),
        new(Prefix + "distances", Text(known.Distances)),
    ];

    private static KnownPhotos Read(string version, Func<string, string> entry)
    {
        if (version != Version)
        {
            throw new FormatException(
                $"{Prefix}version is '{version}', and this program reads {Version}: a newer one made it");
        }

        if (!int.TryParse(entry("photos"), NumberStyles.None, CultureInfo.InvariantCulture, out var photos))
            throw new FormatException($"{Prefix}photos is not a number of photos");
        const int Size = FeatureSketch.Size;
        var values = Numbers(entry, "factor", LowerTriangle.LengthOf(Size), LowerTriangle.LengthOf(Size));
        var factor = new LowerTriangle(Doubles(values), Size);
        if (!factor.HasNoZero) throw new FormatException($"{Prefix}factor has a row of zeros");
        var means = Numbers(entry, "means", Size, MostClasses * Size);
        if (means.Length % Size != 0) throw new FormatException($"{Prefix}means ends within a row");
        var distances = Numbers(entry, "distances", 2, UnknownCalibration.MostQuantiles);
        for (var i = 1; i < distances.Length; i++)
        {
            if (distances[i] < distances[i - 1]) throw new FormatException($"{Prefix}distances does not ascend");
        }

        return new KnownPhotos(photos, factor, Doubles(means), UnknownCalibration.Of(distances));
    }

    private static float[] Numbers(Func<string, string> entry, string key, int least, int most)
    {
        var text = entry(key);
        var bytes = new byte[text.Length / 4 * 3]; // four characters for three bytes
        if (Base64.DecodeFromUtf8(Encoding.ASCII.GetBytes(text), bytes, out _, out var written) != OperationStatus.Done
            || written % sizeof(float) != 0 || written / sizeof(float) < least || written / sizeof(float) > most)
        {
            throw new FormatException($"{Prefix}{key} does not hold as many numbers as it must");
        }

        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, written)).ToArray();
        return TensorPrimitives.IsFiniteAll<float>(numbers)
            ? numbers : throw new FormatException($"{Prefix}{key} holds what is no number");
    }

    private static string Text(ReadOnlySpan<float> numbers) =>
        Convert.ToBase64String(MemoryMarshal.AsBytes(numbers));

    private static float[] Singles(ReadOnlySpan<double> values)
    {
        var singles = new float[values.Length];
        for (var i = 0; i < singles.Length; i++) singles[i] = (float)values[i];
        return singles;
    }

    private static double[] Doubles(float[] values)
    {
        var doubles = new double[values.Length];
        TensorPrimitives.ConvertTruncating<float, double>(values, doubles);
        return doubles;
    }
}
