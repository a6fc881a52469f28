using System.ComponentModel;
using System.Net.Sockets;

namespace UneXt50;

/// <summary>
/// Tells failures for want of memory, open files or processes from those of the thing that was worked on: no copy of a
/// file mends them.
/// </summary>
public static class Scarcity
{
    // Linux error numbers; .NET hands them on as the HResult of an IOException.
    private const int TryAgain = 11;
    private const int NoMemory = 12;
    private const int TooManyFilesInSystem = 23;
    private const int TooManyFiles = 24;

    private static readonly (string Problem, string Remedy) Memory = (
        "not enough memory",
        "close other programs, or raise the limit ('ulimit -v', the container's memory)");

    private static readonly (string Problem, string Remedy) Files =
        ("too many open files", "raise the limit ('ulimit -n')");

    private static readonly (string Problem, string Remedy) Processes =
        ("no more threads or processes can be started",
        "raise the limits ('ulimit -u', 'ulimit -v', the container's pids and memory)");

    // What native libraries and the loader say, in the words of the C++ library and of strerror(3).
    private static readonly (string Words, (string, string) Lack)[] Told =
    [
        ("bad_alloc", Memory), ("bad allocation", Memory), ("Failed to allocate memory", Memory),
        ("Cannot allocate memory", Memory), ("failed to map segment", Memory), ("Too many open files", Files),
        ("pthread_create", Processes), ("Resource temporarily unavailable", Processes),
    ];

    /// <summary>The error for a failure that is one of scarcity, anywhere in its causes; null for all others.</summary>
    /// <param name="subject">What was worked on.</param>
    /// <param name="failure">What happened.</param>
    /// <param name="kind">Which part refuses.</param>
    public static UneXt50Exception? Of(string subject, Exception failure, ErrorKind kind = ErrorKind.Resources)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (Lack(cause) is var (problem, remedy)) return new(kind, subject, problem, remedy, failure);
        }

        return null;
    }

    private static (string Problem, string Remedy)? Lack(Exception failure) => failure switch
    {
        UneXt50Exception => null,
        Threads.Shortage or IOException { HResult: TryAgain } => Processes,
        OutOfMemoryException or IOException { HResult: NoMemory } => Memory,
        IOException { HResult: TooManyFiles or TooManyFilesInSystem }
            or SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => Files,
        Win32Exception { NativeErrorCode: TooManyFiles or TooManyFilesInSystem } => Files,
        Win32Exception { NativeErrorCode: NoMemory } => Memory,
        Win32Exception { NativeErrorCode: TryAgain } => Processes,
        _ => Array.Find(Told, told => failure.Message.Contains(told.Words, StringComparison.Ordinal)) is
        { Words: not null } known ? known.Lack : null,
    };
}
