namespace UneXt50.Heads;

/// <summary>How a head is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method.</summary>
    public HeadMethod Method { get; init; } = HeadMethod.Logistic;

    /// <summary>Folds of the cross-validation, 2 or more; a class with fewer photos is in fewer of them.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The day the head carries; part of the file, and so of what makes two trainings equal byte for byte.</summary>
    public DateOnly Date { get; init; } = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>Told what is being done, in a few words.</summary>
    public IProgress<string>? Progress { get; init; }
}
