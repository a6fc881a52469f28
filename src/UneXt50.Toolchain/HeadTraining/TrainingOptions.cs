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

/// <summary>How a head is learned.</summary>
public enum HeadMethod
{
    /// <summary>Multinomial logistic regression: the better one from a few photos a class on.</summary>
    Logistic,

    /// <summary>Cosine to the mean of each class: works from one photo a class, and cannot overfit.</summary>
    Centroid,

    /// <summary>
    /// Votes of the nearest photos, all of which the head keeps: for classes whose photos look different among
    /// themselves.
    /// </summary>
    Knn,
}
