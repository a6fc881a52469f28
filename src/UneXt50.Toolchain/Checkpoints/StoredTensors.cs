namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Tensors of a pickle, cut out of their storages.</summary>
internal static class StoredTensors
{
    /// <summary>Reads each storage once, whatever number of tensors view it.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="fileLength">Size of the file, in bytes.</param>
    /// <param name="read">Gives all bytes of a storage.</param>
    /// <returns>Their elements, in the same order.</returns>
    /// <exception cref="CheckpointDamage">A storage is not of the size the pickle says.</exception>
    public static IReadOnlyList<FloatTensor> Read(
        IReadOnlyList<TensorReference> tensors, long fileLength, Func<StorageReference, byte[]> read)
    {
        // Views may share a storage, and only that can make a file unfold to more elements than it has bytes.
        if (tensors.Sum(tensor => (long)tensor.Count) > fileLength)
            throw new CheckpointDamage("its tensors claim more elements than the file can hold");

        var values = new FloatTensor[tensors.Count];
        foreach (var views in Enumerable.Range(0, values.Length).GroupBy(i => tensors[i].Storage))
        {
            var bytes = read(views.Key);
            if (views.Key.Bytes != bytes.Length)
            {
                throw new CheckpointDamage(
                    $"storage '{views.Key.Key}' has {bytes.Length} bytes where the pickle says {views.Key.Bytes}");
            }

            foreach (var i in views) values[i] = tensors[i].Read(bytes);
        }

        return values;
    }
}
