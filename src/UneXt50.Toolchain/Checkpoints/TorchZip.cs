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
        // Views may share a storage, and only that can make a file unfold to more elements than it has bytes.
        if (named.Sum(item => (long)item.Value.Count) > stream.Length)
            throw new CheckpointDamage("its tensors claim more elements than the file can hold");
        return new StateDict(ReadStorages(zip, root, named));
    }

    private static KeyValuePair<string, FloatTensor>[] ReadStorages(
        StoredZip zip, string root, IReadOnlyList<KeyValuePair<string, TensorReference>> named)
    {
        var tensors = new KeyValuePair<string, FloatTensor>[named.Count];
        foreach (var views in Enumerable.Range(0, named.Count).GroupBy(i => named[i].Value.Storage.Key))
        {
            var member = $"{root}data/{views.Key}";
            var bytes = zip.Read(member);
            foreach (var i in views)
            {
                var (name, tensor) = named[i];
                var wanted = tensor.Storage.Bytes;
                if (wanted != bytes.Length)
                    throw new CheckpointDamage($"'{member}' has {bytes.Length} bytes where '{name}' wants {wanted}");
                tensors[i] = new(name, tensor.Read(bytes));
            }
        }

        return tensors;
    }
}
