namespace UneXt50.Toolchain.HeadTraining;

/// <summary>How a head is learned.</summary>
public enum HeadMethod
{
    /// <summary>Multinomial logistic regression: the better one from a few photos a class on.</summary>
    Logistic,

    /// <summary>Cosine to the mean of each class: works from one photo a class, and cannot overfit.</summary>
    Centroid,
}
