using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>Turns the encoded bytes of a frame into upright RGB pixels.</summary>
public interface IImageDecoder
{
    /// <summary>
    /// Decodes <paramref name="frame"/>, applies its EXIF orientation and drops alpha and profiles, as Pillow's
    /// <c>ImageOps.exif_transpose(image).convert("RGB")</c> does.
    /// </summary>
    /// <param name="frame">The encoded picture.</param>
    /// <param name="shortSideHint">
    /// The shortest side the caller will resize to, in pixels, or 0 for full size. A decoder that can scale while it
    /// decodes may return a smaller picture whose short side is still at least twice this.
    /// </param>
    /// <exception cref="UneXt50Exception">The bytes are truncated, damaged or claim too large a picture.</exception>
    RgbImage Decode(Frame frame, int shortSideHint);
}
