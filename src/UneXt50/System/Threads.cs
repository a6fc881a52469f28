namespace UneXt50;

/// <summary>Where all threads of this program are started, so that the lack of one is told as that.</summary>
public static class Threads
{
    /// <summary>Starts a thread.</summary>
    /// <exception cref="Shortage">None can be started, for want of a process or of memory for its stack.</exception>
    public static void Begin(Thread thread)
    {
        try
        {
            thread.Start();
        }
        catch (OutOfMemoryException failure)
        {
            throw new Shortage(failure);
        }
    }

    /// <summary>No thread can be started, which .NET does not tell from want of memory.</summary>
    /// <param name="inner">What .NET says.</param>
    public sealed class Shortage(Exception inner) : OutOfMemoryException(inner.Message, inner);
}
