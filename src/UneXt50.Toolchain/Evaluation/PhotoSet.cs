using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Toolchain.Evaluation;

/// <summary>
/// Photos that are gone through several times, in a fixed order, each prepared anew every time: memory does not grow
/// with their number.
/// </summary>
/// <param name="photos">The photos, in the order in which results are combined.</param>
/// <param name="preprocess">
/// Turns a photo into the network's input, 3 * S * S normalised values, one plane after the other: always the same
/// values, on several threads at once.
/// </param>
internal sealed class PhotoSet(IReadOnlyList<Photo> photos, Action<Photo, Span<float>> preprocess)
{
    /// <summary>How many photos there are.</summary>
    public int Count => photos.Count;

    /// <summary>Photos as a model wants them, decoded at full size: calibration is no place to save time.</summary>
    public static PhotoSet Create(IReadOnlyList<Photo> photos, PreprocessRule rule)
    {
        var preprocessor = new Preprocessor(rule);
        return new PhotoSet(photos, (photo, planes) =>
        {
            using var turn = LargePicture.Scope();
            var frame = photo.Read();
            using var image = ImageDecoding.For(frame).Decode(frame, shortSideHint: 0);
            preprocessor.Write(image, planes);
        });
    }

    /// <summary>What the photo is called.</summary>
    public string NameOf(int index) => photos[index].Name;

    /// <summary>Prepares a photo.</summary>
    /// <exception cref="UneXt50Exception">It cannot be used (Input).</exception>
    public void Fill(int index, Span<float> planes) => preprocess(photos[index], planes);

    /// <summary>Some of the photos.</summary>
    public PhotoSet Only(IReadOnlyList<int> indices) => new([.. indices.Select(index => photos[index])], preprocess);

    /// <summary>Indices of at most that many of a number of photos, evenly spread.</summary>
    public static IReadOnlyList<int> Spread(int photos, int most) => photos <= most
        ? [.. Enumerable.Range(0, photos)] : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * photos / most))];
}
