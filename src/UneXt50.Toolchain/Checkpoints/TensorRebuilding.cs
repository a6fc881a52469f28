namespace UneXt50.Toolchain.Checkpoints;

/// <summary>What torch's own rebuilding functions do with their arguments, for the few a checkpoint may call.</summary>
internal static class TensorRebuilding
{
    /// <summary>
    /// The storage behind a persistent id: ("storage", type, key, device, element count), before 1.6 with None behind.
    /// </summary>
    public static StorageReference Storage(object? id) => id is
        object?[] and (["storage", _, _, string, _] or ["storage", _, _, string, _, null])
        and [_, StorageType type, string key, _, long and >= 0 and <= int.MaxValue and var count, ..]
        ? new StorageReference(type, key, (int)count)
        : throw new CheckpointDamage("its pickle refers to something that is not a tensor's storage");

    /// <summary>The value of one call.</summary>
    public static object? Call(PickleCallable callable, object?[] arguments) => (callable, arguments) switch
    {
        (PickleCallable.OrderedDict, []) => new PickleDictionary(),
        (PickleCallable.OrderedDict, [List<object?> items]) => PickleDictionary.FromItems(items),
        (PickleCallable.Size, [object?[] extents]) => extents,
        (PickleCallable.RebuildParameter, [var tensor, ..]) => tensor,
        // (function, class, arguments, attributes); the function is none of this kind itself.
        (PickleCallable.RebuildFromType, [PickleCallable inner, _, object?[] own, ..])
            when inner != PickleCallable.RebuildFromType => Call(inner, own),
        (PickleCallable.RebuildFromType, [_, PickleName type, ..]) => new UnreadableTensor(type.Name),
        (PickleCallable.RebuildQuantized, _) => new UnreadableTensor("quantized"),
        (PickleCallable.RebuildSparse, _) => new UnreadableTensor("sparse"),
        (PickleCallable.RebuildMeta, _) => new UnreadableTensor("a shape without elements"),
        (PickleCallable.RebuildUntyped, [_, _, _, _, _, _, PickleName type, ..]) => new UnreadableTensor(type.Name),
        (PickleCallable.RebuildTensor, [StorageReference storage, long offset, object?[] shape, object?[] strides, ..])
            when offset <= int.MaxValue
            => new TensorReference(storage, (int)offset, Integers(shape), Integers(strides)),
        _ => throw new CheckpointDamage("its pickle rebuilds a tensor from unexpected arguments"),
    };

    private static int[] Integers(object?[] values) => Array.ConvertAll(values, value =>
        value is long number and >= 0 and <= int.MaxValue
            ? (int)number : throw new CheckpointDamage("its pickle holds a tensor of impossible shape"));
}

/// <summary>A tensor of a pickle that is not a strided view of plain numbers.</summary>
/// <param name="Elements">What it is instead: "quantized", "float8_e4m3fn".</param>
internal sealed record UnreadableTensor(string Elements);
