namespace UneXt50.Toolchain.Known;

/// <summary>What was learned of the photos that a model knows.</summary>
public sealed record KnownReport
{
    /// <summary>Photos that were looked at.</summary>
    public required int Photos { get; init; }

    /// <summary>Classes that the network gave them.</summary>
    public required int Classes { get; init; }

    /// <summary>Why nothing is stored; null where it is.</summary>
    public required string? Problem { get; init; }

    /// <summary>What was wrong with photos that were left out.</summary>
    public required IReadOnlyList<UneXt50Exception> Skipped { get; init; }

    /// <summary>Size of the written file in bytes.</summary>
    public long FileBytes { get; init; }
}
