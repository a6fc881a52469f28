using System.Runtime.InteropServices;

namespace UneXt50.Inference.Native;

/// <summary>
/// Threads that work on one photo together: the caller and a few helpers, which sleep in the kernel (futex) from one
/// photo to the next and wherever they wait for each other. Nobody spins.
/// </summary>
internal sealed unsafe partial class WorkerTeam : IDisposable
{
    private const int Wait = 0x80, Wake = 0x81; // FUTEX_WAIT_PRIVATE, FUTEX_WAKE_PRIVATE

    private static readonly nint Futex = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;

    private readonly Action<int> _work;
    private readonly int _size;
    private readonly int* _words = (int*)NativeMemory.AllocZeroed(4 * 64); // a cache line each
    private readonly Thread[] _helpers;
    private Exception? _failure;
    private bool _stopped;

    /// <param name="size">Threads, the caller counted.</param>
    /// <param name="work">What each does in a run, told its own number.</param>
    public WorkerTeam(int size, Action<int> work)
    {
        (_size, _work) = (size, work);
        _helpers = new Thread[size - 1];
        for (var i = 0; i < _helpers.Length; i++)
        {
            var number = i + 1;
            _helpers[i] = new Thread(() => Help(number), 256 << 10) { IsBackground = true, Name = "network" };
            Threads.Begin(_helpers[i]);
        }
    }

    private ref int Round => ref _words[0];

    private ref int Returned => ref _words[16];

    /// <summary>How many sleep in <see cref="WaitFor"/>.</summary>
    private ref int Sleepers => ref _words[32];

    /// <summary>Another number whenever a sleeper should look again.</summary>
    private ref int News => ref _words[48];

    /// <summary>Has all do their work, and returns when all have.</summary>
    public void Run()
    {
        Returned = 0;
        Begin();
        Work(0);
        WaitFor(ref Returned, _size - 1);
        if (_failure is not { } failure) return;
        _failure = null;
        throw failure;
    }

    /// <summary>Adds one to a counter; whoever sleeps until it is <paramref name="whole"/> wakes then.</summary>
    public void Count(ref int counter, int whole)
    {
        if (Interlocked.Increment(ref counter) < whole || Volatile.Read(ref Sleepers) == 0) return;
        Interlocked.Increment(ref News);
        _ = Call(Futex, ref News, Wake, int.MaxValue, 0);
    }

    /// <summary>Sleeps until a counter is <paramref name="whole"/>.</summary>
    public void WaitFor(ref int counter, int whole)
    {
        if (Volatile.Read(ref counter) >= whole) return;
        // In this order: a counter that becomes whole after the last look has news.
        Interlocked.Increment(ref Sleepers);
        for (var news = Volatile.Read(ref News); Volatile.Read(ref counter) < whole; news = Volatile.Read(ref News))
            _ = Call(Futex, ref News, Wait, news, 0);
        Interlocked.Decrement(ref Sleepers);
    }

    public void Dispose()
    {
        _stopped = true;
        Begin();
        foreach (var helper in _helpers) helper.Join();
        NativeMemory.Free(_words);
    }

    private void Begin()
    {
        if (_size == 1) return;
        Interlocked.Increment(ref Round);
        _ = Call(Futex, ref Round, Wake, int.MaxValue, 0);
    }

    private void Help(int number)
    {
        for (var round = 0; ; round++)
        {
            while (Volatile.Read(ref Round) == round) _ = Call(Futex, ref Round, Wait, round, 0);
            if (_stopped) return;
            Work(number);
            Count(ref Returned, _size - 1);
        }
    }

    private void Work(int number)
    {
        try
        {
            _work(number);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, ref int word, int operation, int value, nint timeout);
}
