namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>Where a measurement is.</summary>
/// <param name="Step">What is being measured, for people.</param>
/// <param name="Fraction">0..1 of that step.</param>
public readonly record struct BenchmarkProgress(string Step, double Fraction);
