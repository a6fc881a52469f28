namespace UneXt50.Cli.Runs;

/// <summary>
/// Work beside the run that needs no pool: the runtime's brings a thread that watches it, and ends the process where
/// that one cannot be started.
/// </summary>
internal static class OwnThread
{
    public static Task<T> Run<T>(Func<T> work)
    {
        var task = new Task<T>(work);
        Threads.Begin(new Thread(() => task.RunSynchronously(TaskScheduler.Default)) { IsBackground = true });
        return task;
    }
}
