namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A tensor that a checkpoint lists. Its elements are not read yet.</summary>
/// <param name="Name">
/// Where it is: keys, attributes and positions from the outside inwards, joined by dots: "state_dict.module.fc.bias".
/// </param>
/// <param name="Elements">What its elements are: "float32".</param>
/// <param name="IsFloat">
/// Whether they can be read as float32. A counter of batches is no weight, whatever a cast of all tensors has made of it.
/// </param>
/// <param name="Shape">Extents, outermost first; empty where they are not known.</param>
/// <param name="Source">By what its reader finds it; equal for two names of the same elements.</param>
internal sealed record ListedTensor(
    string Name, string Elements, bool IsFloat, IReadOnlyList<int> Shape, object Source)
{
    /// <inheritdoc cref="ListedTensor"/>
    public bool IsFloat { get; } = IsFloat && !Name.EndsWith("num_batches_tracked", StringComparison.Ordinal);

    /// <summary>The dictionary or the outermost module that it lies in; null where there is only one.</summary>
    public object? Container { get; init; }
}
