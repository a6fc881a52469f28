namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Tensors of a pickle, cut out of their storages.</summary>
internal static class StoredTensors
{
    /// <summary>Reads each storage once, whatever number of tensors view it.</summary>
    /// <param name="found">The tensors.</param>
    /// <param name="fileLength">Size of the file, in bytes.</param>
    /// <param name="read">Gives all bytes of a storage.</param>
    /// <exception cref="CheckpointDamage">A storage is not of the size the pickle says.</exception>
    public static StateDict Read(
        NamedTensors found, long fileLength, Func<StorageReference, byte[]> read)
    {
        var named = found.Items;
        // Views may share a storage, and only that can make a file unfold to more elements than it has bytes.
        if (named.Sum(item => (long)item.Value.Count) > fileLength)
            throw new CheckpointDamage("its tensors claim more elements than the file can hold");

        var tensors = new KeyValuePair<string, FloatTensor>[named.Count];
        foreach (var views in Enumerable.Range(0, named.Count).GroupBy(i => named[i].Value.Storage.Key))
        {
            var bytes = read(named[views.First()].Value.Storage);
            foreach (var i in views)
            {
                var (name, tensor) = named[i];
                var (key, wanted) = (tensor.Storage.Key, tensor.Storage.Bytes);
                if (wanted != bytes.Length)
                {
                    throw new CheckpointDamage(
                        $"storage '{key}' has {bytes.Length} bytes where '{name}' wants {wanted}");
                }


                tensors[i] = new(name, tensor.Read(bytes));
            }
        }

        return new StateDict(tensors) { Wrapper = found.Wrapper };
    }
}
