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

    /// <summary>Reads the tensors of a checkpoint, whose format its first bytes tell, not its name.</summary>
    /// <exception cref="UneXt50Exception">
    /// The file is missing, damaged, of another format, or holds more than tensors (Checkpoint).
    /// </exception>
    public static StateDict Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return InputFile.Read(path, ErrorKind.Checkpoint, Read);
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

        Span<byte> start = stackalloc byte[16];
        start.Clear();
        stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (BinaryPrimitives.ReadUInt32LittleEndian(start) == ZipMemberSignature) return TorchZip.Read(stream);

        const string saveAgain = "load it with PyTorch and save its state_dict() again with torch.save";
        throw start switch
        {
            [0x80, 0x02, 0x8a, 0x0a, ..] => new CheckpointDamage("it has the format of PyTorch before 1.6", saveAgain),
            [_, _, _, _, _, _, _, _, (byte)'{', ..] => new CheckpointDamage("it is a safetensors file", saveAgain),
            _ => new CheckpointDamage("it is not a PyTorch checkpoint", "give a file written by torch.save"),
        };
    }
}
