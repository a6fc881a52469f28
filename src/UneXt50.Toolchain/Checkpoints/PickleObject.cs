namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// What a pickle makes of a class or a function that is not known: never made, only what would go into it is kept, for
/// tensors may be among it.
/// </summary>
/// <param name="origin">The class or function.</param>
/// <param name="arguments">What it would be called with.</param>
internal sealed class PickleObject(PickleName origin, object? arguments)
{
    /// <summary>The class or function.</summary>
    public PickleName Origin => origin;

    /// <summary>What it would be called with.</summary>
    public object? Arguments => arguments;

    /// <summary>Its attributes, as a rule a <see cref="PickleDictionary"/>.</summary>
    public object? State { get; set; }

    /// <summary>Its items, where it is a kind of dictionary and has some.</summary>
    public PickleDictionary? Items { get; set; }
}
