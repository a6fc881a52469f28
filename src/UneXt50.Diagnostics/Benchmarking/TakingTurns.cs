using System.Diagnostics;
using UneXt50.Diagnostics.Machine;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// Measures contenders in turns, one run of each on the same photo a round, so that whatever slows the machine for a
/// while slows all of them. Who begins changes from round to round: the one after another may find warmer or colder
/// caches.
/// </summary>
internal static class TakingTurns
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The runs of each contender: equally many, in the order of the rounds.</summary>
    /// <param name="contenders">At least one.</param>
    /// <param name="photos">At least one; taken in their order, again and again.</param>
    /// <param name="length">How many rounds.</param>
    /// <param name="progress">Told the share of the work done, 0 to 1.</param>
    /// <param name="cancellation">Ends it between two rounds.</param>
    public static IReadOnlyList<IReadOnlyList<TimedRun>> Measure(
        IReadOnlyList<IContender> contenders, IReadOnlyList<Frame> photos, RunLength length, Action<double> progress,
        CancellationToken cancellation)
    {
        for (var i = 0; i < length.WarmUp; i++)
        {
            foreach (var contender in contenders) contender.Run(photos[i % photos.Count]);
            cancellation.ThrowIfCancellationRequested();
        }

        var runs = contenders.Select(_ => new List<TimedRun>()).ToList();
        var (start, asked, throttled) = (Stopwatch.GetTimestamp(), TimeSpan.MinValue, false);
        var most = length.Duration ?? TimeSpan.MaxValue;
        for (var round = 0; round < length.Runs && (round == 0 || Stopwatch.GetElapsedTime(start) < most); round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var now = Stopwatch.GetElapsedTime(start);
            if (asked == TimeSpan.MinValue || now - asked >= AskEvery)
            {
                (asked, throttled) = (now, MachineState.Read().Throttling is { Now: not ThrottleCauses.None });
            }

            progress(Math.Max((double)round / length.Runs, Math.Min(1, now / most)));
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var whose = (round + turn) % contenders.Count;
                var begun = Stopwatch.GetElapsedTime(start);
                runs[whose].Add(new TimedRun(begun, contenders[whose].Run(photos[round % photos.Count]), throttled));
            }
        }

        return runs;
    }
}

/// <summary>One run of one contender.</summary>
/// <param name="Start">When it began, from the beginning of the measurement.</param>
/// <param name="Times">Where the time went.</param>
/// <param name="Throttled">Whether the machine said, when last asked, that it was being slowed down.</param>
internal sealed record TimedRun(TimeSpan Start, StageTimes Times, bool Throttled);
