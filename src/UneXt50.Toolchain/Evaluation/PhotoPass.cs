using System.Runtime.ExceptionServices;

namespace UneXt50.Toolchain.Evaluation;

/// <summary>
/// One pass over a photo set on all cores. Photos are taken in any order, so what a pass gathers must not depend on it:
/// results by photo index, or counts and extremes that are merged when a worker is done.
/// </summary>
internal static class PhotoPass
{
    /// <summary>Goes once through the photos.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="context">Input size, progress and cancellation.</param>
    /// <param name="step">What progress calls the pass.</param>
    /// <param name="newWorker">Makes what one thread gathers into.</param>
    /// <param name="visit">Takes a photo's index and planes.</param>
    /// <param name="merge">Takes in a worker that is done; never called twice at once.</param>
    /// <param name="unusable">Takes a photo's index and what is wrong with it; without it, that ends the pass.</param>
    public static void Run<TWorker>(
        PhotoSet photos, PassContext context, string step, Func<TWorker> newWorker,
        Action<TWorker, int, Memory<float>> visit, Action<TWorker> merge,
        Action<int, UneXt50Exception>? unusable = null)
    {
        var merging = new Lock();
        var progress = new StepProgress(step, photos.Count, context.Progress);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = context.Cancellation,
        };
        try
        {
            Parallel.For(
                0, photos.Count, options,
                () => (Worker: newWorker(), Planes: new float[3 * context.InputSize * context.InputSize]),
                (index, _, state) =>
                {
                    if (Prepare(photos, index, state.Planes, unusable)) visit(state.Worker, index, state.Planes);
                    progress.Advance();
                    return state;
                },
                state =>
                {
                    lock (merging) merge(state.Worker);
                });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }
    }

    private static bool Prepare(PhotoSet photos, int index, float[] planes, Action<int, UneXt50Exception>? unusable)
    {
        try
        {
            photos.Fill(index, planes);
            return true;
        }
        catch (UneXt50Exception wrong) when (unusable is not null && wrong.Kind == ErrorKind.Input)
        {
            unusable(index, wrong);
            return false;
        }
    }
}

/// <summary>What all passes over photos have in common.</summary>
/// <param name="InputSize">Side of the network's input in pixels.</param>
/// <param name="Progress">Told how far a pass is; may be null.</param>
/// <param name="Cancellation">Ends a pass between two photos.</param>
internal sealed record PassContext(
    int InputSize, IProgress<EvaluationProgress>? Progress, CancellationToken Cancellation);
