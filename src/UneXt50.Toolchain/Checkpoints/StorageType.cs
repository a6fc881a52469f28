namespace UneXt50.Toolchain.Checkpoints;

/// <summary>The element type of a torch storage.</summary>
internal enum StorageType
{
    Float32,
    Float16,
    BFloat16,
    Float64,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    Bool,
    Complex64,
    Complex128,
    QInt8,
    QUInt8,
    QInt32,

    /// <summary>Bytes; the tensor says what they are.</summary>
    Untyped,
}
