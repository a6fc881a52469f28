using System.Buffers.Binary;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// Reads checkpoints as data: a file is hostile until proven otherwise, nothing in it is executed, and no more memory
/// is taken than its own size warrants.
/// </summary>
public static class CheckpointReader
{
    /// <summary>The largest checkpoint read, in bytes; beyond it the zip format changes.</summary>
    internal const long MaximumBytes = uint.MaxValue - 1L;

    private const uint ZipMemberSignature = 0x04034b50;
    private const int StartBytes = 16;

    /// <summary>
    /// Reads the tensors of a checkpoint: torch.save's, of any version, a safetensors file, or the index of several.
    /// The first bytes tell which, not the name.
    /// </summary>
    /// <exception cref="UneXt50Exception">
    /// The file is missing, damaged, of another format, or holds more than tensors (Checkpoint).
    /// </exception>
    public static StateDict Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Guarded(path, Read);
    }

    /// <summary>
    /// SHA-256 of a checkpoint, 64 lower-case hex digits; for the index of several files, the digest of what
    /// <c>sha256sum INDEX FILES...</c> prints for the index and its files in the order of their names.
    /// </summary>
    /// <exception cref="UneXt50Exception">A file is missing or damaged (Checkpoint).</exception>
    public static string Digest(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Guarded(path, stream =>
        {
            var start = Start(stream);
            if (!Safetensors.Begins(start) && SafetensorsIndex.Begins(start)) return SafetensorsIndex.Digest(stream);
            stream.Position = 0;
            return Sha256Digest.Of(stream);
        });
    }

    private static T Guarded<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            return InputFile.Read(path, ErrorKind.Checkpoint, read);
        }
        catch (CheckpointDamage damage)
        {
            throw damage.About(path);
        }
    }

    private static StateDict Read(FileStream stream)
    {
        if (stream.Length == 0) throw new CheckpointDamage("the file is empty");
        if (stream.Length > MaximumBytes)
            throw new CheckpointDamage($"{stream.Length} bytes are more than this program reads");

        var start = Start(stream);
        if (BinaryPrimitives.ReadUInt32LittleEndian(start) == ZipMemberSignature) return TorchZip.Read(stream);
        if (start.AsSpan().StartsWith(LegacyTorch.Magic)) return LegacyTorch.Read(stream);
        if (Safetensors.Begins(start)) return Named(new StateDict(Safetensors.Read(stream)));
        if (SafetensorsIndex.Begins(start)) return SafetensorsIndex.Read(stream);
        throw new CheckpointDamage("it is not a checkpoint", "give a file written by torch.save or safetensors");
    }

    private static StateDict Named(StateDict tensors) => tensors.Names.Count > 0
        ? tensors : throw new CheckpointDamage("it holds no floating-point tensors");

    private static byte[] Start(FileStream stream)
    {
        var start = new byte[StartBytes];
        stream.Position = 0;
        stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start;
    }
}
