namespace UneXt50.Imaging;

/// <summary>The resampling filter of a resize, in Pillow's sense: widened when shrinking, so it antialiases.</summary>
public enum Interpolation
{
    /// <summary>Triangle filter, support 1 (Pillow's BILINEAR, torchvision's default).</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -0.5, support 2 (Pillow's BICUBIC).</summary>
    Bicubic,
}
