namespace UneXt50.Toolchain.HeadTraining;

/// <summary>How a head is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method.</summary>
    public HeadMethod Method { get; init; } = HeadMethod.Logistic;

    /// <summary>Folds of the cross-validation, 2 or more; a class with fewer photos is in fewer of them.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The day the head carries: part of the file, so two trainings on two days differ in it.</summary>
    public DateOnly Date { get; init; } = DateOnly.FromDateTime(DateTime.UtcNow);
}
