using System.Diagnostics.CodeAnalysis;

namespace UneXt50.Writers;

/// <summary>The element type of a <c>.npy</c> file.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names are numpy's.")]
public enum NpyType
{
    /// <summary>IEEE 754 binary32, numpy's <c>float32</c>.</summary>
    Float32,

    /// <summary>IEEE 754 binary16, numpy's <c>float16</c>: about three digits, up to 65504.</summary>
    Float16,
}
