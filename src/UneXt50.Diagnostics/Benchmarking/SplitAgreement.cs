namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>How far the results of two paths through the same weights agree.</summary>
/// <param name="Photos">On how many photos.</param>
/// <param name="SameTopClass">How many have the same best class.</param>
/// <param name="LargestFeatureDifference">Of any element of any feature vector.</param>
/// <param name="LargestLogitDifference">Of any logit.</param>
public sealed record SplitAgreement(
    int Photos, int SameTopClass, double LargestFeatureDifference, double LargestLogitDifference);
