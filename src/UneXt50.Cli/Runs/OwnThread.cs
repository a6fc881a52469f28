namespace UneXt50.Cli.Runs;

/// <summary>
/// Work beside the run that needs no pool: the runtime's brings a thread that watches it, and ends the process where that
/// one cannot be started.
/// </summary>
internal static class OwnThread
{
    public static Task<T> Run<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
