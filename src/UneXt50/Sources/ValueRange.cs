namespace UneXt50.Sources;

/// <summary>What the smallest and largest values of a picture that is not encoded stand for.</summary>
public enum ValueRange
{
    /// <summary>Black is 16 and white 235, chroma spans 16..240, as in video.</summary>
    Limited,

    /// <summary>Everything spans 0..255, as in JPEG.</summary>
    Full,
}
