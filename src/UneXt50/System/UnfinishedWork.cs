namespace UneXt50;

/// <summary>
/// What must not outlive the process half done: temporary files, processes it has started. A program that is told to
/// end at once calls <see cref="Abandon"/> and ends; what is on the disk is whole then.
/// </summary>
public static class UnfinishedWork
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<Action> Undoing = [];

    /// <summary>
    /// Undoes what has begun and not ended. Whoever begins, ends or commits something from now on waits for ever: to be
    /// called by a process that ends.
    /// </summary>
    public static void Abandon()
    {
        Gate.Enter();
        foreach (var undo in Undoing) undo();
    }

    /// <summary>Begins something that <paramref name="undo"/> would undo.</summary>
    internal static T Begin<T>(Func<T> begin, Action undo)
    {
        lock (Gate)
        {
            var begun = begin();
            Undoing.Add(undo);
            return begun;
        }
    }

    /// <summary>It has ended, well or not: there is nothing to undo.</summary>
    internal static void End(Action undo)
    {
        lock (Gate) Undoing.Remove(undo);
    }

    /// <summary>Does steps that belong together: all of them, or none.</summary>
    internal static void Commit(Action steps)
    {
        lock (Gate) steps();
    }
}
