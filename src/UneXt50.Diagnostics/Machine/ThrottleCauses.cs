using System.Text.Json.Serialization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>Why a processor is slower than it could be.</summary>
[Flags]
public enum ThrottleCauses
{
    /// <summary>It is not.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>The power supply or its cable is too weak.</summary>
    [JsonStringEnumMemberName("under-voltage")]
    UnderVoltage = 1,

    /// <summary>It is too hot.</summary>
    [JsonStringEnumMemberName("heat")]
    Heat = 2,

    /// <summary>It drew more current than it may.</summary>
    [JsonStringEnumMemberName("over-current")]
    OverCurrent = 4,
}
