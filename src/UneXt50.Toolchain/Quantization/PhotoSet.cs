using UneXt50.Sources;

namespace UneXt50.Toolchain.Quantization;

/// <summary>Turns one photo into the network's input: 3 * S * S normalised values, planes R, G, B.</summary>
/// <remarks>Called from several threads at once.</remarks>
/// <exception cref="UneXt50Exception">The photo cannot be used (Input).</exception>
public delegate void PhotoPreprocessor(Photo photo, Span<float> planes);

/// <summary>
/// Photos that are gone through several times, in a fixed order, each prepared anew every time: memory does not grow
/// with their number.
/// </summary>
/// <param name="photos">The photos. Where the folder of a photo's name is a label, that is its class.</param>
/// <param name="preprocess">How a photo becomes a tensor; must give the same values every time.</param>
public sealed class PhotoSet(IReadOnlyList<Photo> photos, PhotoPreprocessor preprocess)
{
    /// <summary>The photos, in the order in which results are combined.</summary>
    public IReadOnlyList<Photo> Photos { get; } = photos;

    internal void Fill(int index, Span<float> planes) => preprocess(Photos[index], planes);

    internal PhotoSet Only(IReadOnlyList<int> indices) => new([.. indices.Select(index => Photos[index])], preprocess);
}
