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
}
