namespace UneXt50.Search;

/// <summary>
/// Goes through the rows of a file once, several threads side by side, each taking the next rows in turn. What has been
/// looked at is given back, so that memory does not grow with the file.
/// </summary>
internal static class RowScan
{
    // Giving memory back has the kernel interrupt the other processors: not too often.
    private const int ChunkBytes = 1 << 22;
    private const int ReadAheadChunks = 2;

    /// <summary>Hands out the rows in chunks, from a first one on.</summary>
    /// <param name="file">The file.</param>
    /// <param name="first">The first row.</param>
    /// <param name="threads">How many threads; 0 for one a processor.</param>
    /// <param name="begin">Makes what a thread works with.</param>
    /// <param name="work">Takes the first row and the number of rows of a chunk.</param>
    /// <param name="cancellation">Ends it between two chunks.</param>
    /// <returns>What the threads have worked with.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<TState> Run<TState>(
        FeatureFile file, int first, int threads, Func<TState> begin, Action<TState, int, int> work,
        CancellationToken cancellation)
    {
        var chunk = Math.Max(1, ChunkBytes / file.Stride);
        var chunks = ((file.Rows - first) + chunk - 1) / chunk;
        var wanted = Math.Clamp(threads == 0 ? Environment.ProcessorCount : threads, 1, Math.Max(1, chunks));
        var states = Enumerable.Range(0, wanted).Select(_ => begin()).ToList();
        var next = -1;
        var failures = new List<Exception>();

        void Work(TState state)
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref next)) < chunks;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var row = first + (i * chunk);
                    var count = Math.Min(chunk, file.Rows - row);
                    var ahead = Math.Min(row + ((long)ReadAheadChunks * chunk), file.Rows);
                    file.Announce((int)ahead, (int)Math.Min(chunk, file.Rows - ahead));
                    work(state, row, count);
                    file.Release(row, count);
                }
            }
#pragma warning disable CA1031 // Thrown again where somebody waits for it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Interlocked.Exchange(ref next, chunks); // the others need not go on
                lock (failures) failures.Add(failure);
            }
        }

        var others = states.Skip(1).Select(state => new Thread(() => Work(state)) { IsBackground = true }).ToList();
        var started = new List<Thread>();
        foreach (var thread in others)
        {
            try
            {
                Threads.Begin(thread);
                started.Add(thread);
            }
            catch (OutOfMemoryException)
            {
                break; // no room for more: those that there are do the work
            }
        }

        Work(states[0]);
        foreach (var thread in started) thread.Join();
        return failures.Count == 0 ? states : throw failures[0];
    }
}
