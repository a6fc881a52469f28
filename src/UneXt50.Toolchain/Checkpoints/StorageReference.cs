namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A storage as the pickle names it: an array of elements kept outside the pickle.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Key">Its name in the archive, below "data/".</param>
/// <param name="Count">How many elements the pickle says it has.</param>
internal sealed record StorageReference(StorageType Type, string Key, int Count)
{
    /// <summary>Its size in the archive, in bytes.</summary>
    public long Bytes => (long)Count * Type.Size();
}
