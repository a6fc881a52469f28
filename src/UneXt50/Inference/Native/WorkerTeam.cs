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

    private readonly Action<int, int> _work;
    private readonly int _size;
    private readonly int* _words = (int*)NativeMemory.AllocZeroed(3 * 64);
    private readonly Thread[] _helpers;
    private Exception? _failure;
    private int _first;
    private int _end;
    private bool _stopped;

    /// <param name="size">Threads, the caller counted.</param>
    /// <param name="work">What each does in a step, told its own number and the step's.</param>
    public WorkerTeam(int size, Action<int, int> work)
    {
        (_size, _work) = (size, work);
        _helpers = new Thread[size - 1];
        for (var i = 0; i < _helpers.Length; i++)
        {
            var number = i + 1;
            _helpers[i] = new Thread(() => Help(number), 256 << 10) { IsBackground = true, Name = "network" };
            _helpers[i].Start();
        }
    }

    private ref int Round => ref _words[0];

    private ref int Arrived => ref _words[16];

    private ref int Phase => ref _words[32];

    /// <summary>Has all do their work, step by step; none begins a step before all have done the one before.</summary>
    public void Run(Range steps)
    {
        (_first, _end) = (steps.Start.Value, steps.End.Value);
        if (_size > 1)
        {
            Interlocked.Increment(ref Round);
            _ = Call(Futex, ref Round, Wake, int.MaxValue, 0);
        }

        Work(0);
        if (_failure is { } failure)
        {
            _failure = null;
            throw failure;
        }
    }

    private void Meet()
    {
        if (_size == 1) return;
        var phase = Volatile.Read(ref Phase);
        if (Interlocked.Increment(ref Arrived) == _size)
        {
            Volatile.Write(ref Arrived, 0);
            Interlocked.Increment(ref Phase);
            _ = Call(Futex, ref Phase, Wake, int.MaxValue, 0);
            return;
        }

        while (Volatile.Read(ref Phase) == phase) _ = Call(Futex, ref Phase, Wait, phase, 0);
    }

    public void Dispose()
    {
        _stopped = true;
        if (_size > 1)
        {
            Interlocked.Increment(ref Round);
            _ = Call(Futex, ref Round, Wake, int.MaxValue, 0);
        }

        foreach (var helper in _helpers) helper.Join();
        NativeMemory.Free(_words);
    }

    private void Help(int number)
    {
        for (var round = 0; ; round++)
        {
            while (Volatile.Read(ref Round) == round) _ = Call(Futex, ref Round, Wait, round, 0);
            if (_stopped) return;
            Work(number);
        }
    }

    private void Work(int number)
    {
        for (var step = _first; step < _end; step++)
        {
            try
            {
                _work(number, step);
            }
            catch (Exception failure)
            {
                _failure = failure; // the others are waiting: all go on to the end
            }

            Meet();
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, ref int word, int operation, int value, nint timeout);
}
