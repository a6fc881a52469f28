namespace UneXt50.Writers;

/// <summary>What a table says of where a frame comes from, in columns at its end.</summary>
[Flags]
public enum OriginColumns
{
    /// <summary>Nothing: the inputs are photos.</summary>
    None = 0,

    /// <summary>The camera.</summary>
    Camera = 1,

    /// <summary>When it arrived, or where in a film it is.</summary>
    Time = 2,

    /// <summary>Which part of the frame was looked at.</summary>
    Region = 4,
}
