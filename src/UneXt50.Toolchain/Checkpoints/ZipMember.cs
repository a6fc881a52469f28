namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A member of a zip file as its directory declares it.</summary>
/// <param name="Name">Its name: a key to look it up by, never a path.</param>
/// <param name="HeaderOffset">Where its local header begins, in bytes from the start of the file.</param>
/// <param name="Length">Size of its data in the file, in bytes.</param>
/// <param name="Crc32">The checksum of its data.</param>
/// <param name="IsStored">Whether it is there as it is, not compressed.</param>
internal sealed record ZipMember(string Name, long HeaderOffset, long Length, uint Crc32, bool IsStored);
