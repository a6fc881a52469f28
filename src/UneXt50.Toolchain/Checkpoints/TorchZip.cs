namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Checkpoints of PyTorch 1.6 and newer: a zip of a pickle, data.pkl, and a member for each storage.</summary>
internal static class TorchZip
{
    /// <summary>Far above any network's: 320 tensors take 33 KB.</summary>
    private const int MaximumPickleBytes = 4 << 20;

    /// <summary>Reads the state dict of a seekable stream.</summary>
    /// <exception cref="CheckpointDamage">It is damaged or holds more than tensors.</exception>
    public static StateDict Read(Stream stream)
    {
        var zip = new StoredZip(stream);
        var pickles = zip.Members.Where(member => member.Name.EndsWith("/data.pkl", StringComparison.Ordinal)).ToList();
        if (pickles is not [var pickle])
            throw new CheckpointDamage("it is a zip file, but not one that torch.save wrote");
        if (pickle.Length > MaximumPickleBytes) throw new CheckpointDamage($"its pickle has {pickle.Length} bytes");

        var root = pickle.Name[..^"data.pkl".Length];
        var order = root + "byteorder";
        if (zip.Members.Any(member => member.Name == order) && !zip.Read(order).AsSpan().SequenceEqual("little"u8))
            throw new CheckpointDamage("it was saved on a big-endian machine", "save it again on a little-endian one");

        var named = NamedTensors.Find(new Unpickler(zip.Read(pickle.Name)).Read());
        return StoredTensors.Read(named, stream.Length, storage => zip.Read($"{root}data/{storage.Key}"));
    }
}
