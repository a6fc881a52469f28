namespace UneXt50.Machine;

/// <summary>Why a processor is slower than it could be.</summary>
[Flags]
public enum ThrottleCauses
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>The power supply or its cable is too weak.</summary>
    UnderVoltage = 1,

    /// <summary>It is too hot.</summary>
    Heat = 2,

    /// <summary>It drew more current than it may.</summary>
    OverCurrent = 4,
}
