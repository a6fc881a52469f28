using System.Text.Json.Serialization;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>How a check ended.</summary>
public enum CheckState
{
    /// <summary>All is well.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It works, but slower or less than it could.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Photos or the camera that is there cannot be classified.</summary>
    [JsonStringEnumMemberName("problem")]
    Problem,
}
