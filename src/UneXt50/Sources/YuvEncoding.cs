namespace UneXt50.Sources;

/// <summary>Which weights of red and blue make up the luma of a YUV picture.</summary>
public enum YuvEncoding
{
    /// <summary>ITU-R BT.601: webcams, JPEG.</summary>
    Bt601,

    /// <summary>ITU-R BT.709: HD video.</summary>
    Bt709,

    /// <summary>ITU-R BT.2020: UHD video.</summary>
    Bt2020,

    /// <summary>SMPTE 240M: early HD video.</summary>
    Smpte240M,
}
