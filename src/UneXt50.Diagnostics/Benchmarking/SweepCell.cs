namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>The network alone, with some number of threads and photos in one run.</summary>
/// <param name="Threads">Threads of the network.</param>
/// <param name="Batch">Photos in one run.</param>
/// <param name="MillisecondsPerPhoto">A run's time divided by its photos.</param>
/// <param name="Speedup">
/// How many times as many photos as the first cell, both measured in turns: the inverse of the median ratio of pairs.
/// </param>
public sealed record SweepCell(int Threads, int Batch, SampleStatistics MillisecondsPerPhoto, double Speedup);
