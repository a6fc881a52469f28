namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// Reads checkpoints as data: a file is hostile until proven otherwise, nothing in it is executed, and no more memory
/// is taken than its own size warrants.
/// </summary>
public static class CheckpointReader
{
    /// <summary>The largest checkpoint read, in bytes; beyond it the zip format changes.</summary>
    internal const long MaximumBytes = uint.MaxValue - 1L;

    /// <summary>
    /// Reads the floating-point tensors of a checkpoint, under the names they have from the outside inwards:
    /// "state_dict.module.fc.bias". It is torch.save's, of any version, a safetensors file, or the index of several.
    /// The first bytes tell which, not the name.
    /// </summary>
    /// <exception cref="UneXt50Exception">
    /// The file is missing, damaged, or of another format, or has no such tensors (Checkpoint).
    /// </exception>
    public static StateDict Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Use(path, contents => contents.ReadAs(
            [.. contents.Tensors.Where(tensor => tensor.IsFloat).Select(tensor => (tensor, tensor.Name))]));
    }

    /// <summary>What <paramref name="use"/> makes of a checkpoint, which is open until then.</summary>
    /// <exception cref="UneXt50Exception">
    /// As <see cref="Read"/>, or for the damage that <paramref name="use"/> finds.
    /// </exception>
    internal static T Use<T>(string path, Func<CheckpointContents, T> use)
    {
        if (Directory.Exists(path))
        {
            throw new UneXt50Exception(ErrorKind.Checkpoint, path, "it is a folder",
                "name the checkpoint in it, such as model.safetensors");
        }

        return Guarded(path, stream => use(Open(stream, path)));
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
            var start = CheckpointFormat.Start(stream);
            if (!Safetensors.Begins(start) && SafetensorsIndex.Begins(start))
                return SafetensorsIndex.Digest(stream, path);
            stream.Position = 0;
            return Sha256Digest.Of(stream);
        });
    }

    /// <summary>What a file lists that is no index.</summary>
    internal static CheckpointContents OpenFile(FileStream stream)
    {
        if (stream.Length == 0) throw new CheckpointDamage("the file is empty");
        if (stream.Length > MaximumBytes)
            throw new CheckpointDamage(
                $"it has {ByteSize.Text(stream.Length)}, more than the {ByteSize.Text(MaximumBytes)} that are read");

        var start = CheckpointFormat.Start(stream);
        if (start.AsSpan().StartsWith("PK\x3\x4"u8)) return TorchZip.Open(stream);
        if (LegacyTorch.Begins(start)) return LegacyTorch.Open(stream);
        if (Safetensors.Begins(start)) return Safetensors.Open(stream).Contents();
        throw CheckpointFormat.Refusal(start);
    }

    internal static T Guarded<T>(string path, Func<FileStream, T> read)
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

    private static CheckpointContents Open(FileStream stream, string path)
    {
        var start = CheckpointFormat.Start(stream);
        var isIndex = !Safetensors.Begins(start) && SafetensorsIndex.Begins(start);
        var contents = isIndex ? SafetensorsIndex.Open(stream, path) : OpenFile(stream);
        if (contents.Tensors.Any(tensor => tensor.IsFloat)) return contents;
        throw contents.Tensors is [var first, ..]
            ? new CheckpointDamage(
                $"it holds no floating-point tensors: '{first.Name}' holds {first.Elements} elements",
                "give the checkpoint with float weights")
            : new CheckpointDamage("it holds no floating-point tensors");
    }
}
