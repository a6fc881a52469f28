using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace UneXt50.Onnx.Runtime;

/// <summary>
/// The functions of an onnxruntime that has been loaded. Its C interface is a table of pointers that only ever grows:
/// version 1.N has all entries of those before it. The C# package asks for the table of its own version and takes no
/// shorter one, although it calls little that is new. An older library is therefore shown to it with its table
/// lengthened: what the library lacks fails with an error, if anything calls it.
/// </summary>
internal sealed unsafe partial class RuntimeTable
{
    /// <summary>
    /// The oldest 1.N: it keeps 8-bit products exact on x64 without VNNI (session.x64quantprecision). Our calls need
    /// 1.12, which gives other classes there.
    /// </summary>
    public const int Oldest = 14;

    private const int CreateStatus = 0, GetErrorMessage = 2, ReleaseStatus = 93, GetAvailableProviders = 125; // places
    private const int NotImplemented = 9; // ORT_NOT_IMPLEMENTED
    private const int Room = 1024; // entries; more than any version will soon have
    private const int ReadAndWrite = 3; // PROT_READ | PROT_WRITE

    // onnxruntime_c_api.h: how many entries there are, by the versions that added some.
    private static readonly int[] Versions = [14, 15, 16, 17, 18, 20, 22, 23, 24, 25, 27, 28, 29, 30];
    private static readonly int[] Entries = [239, 255, 266, 276, 280, 285, 318, 390, 415, 419, 422, 424, 425, 426];

    // Get...Api: these return no status but another table.
    private static readonly int[] Tables = [291, 294, 317, 395, 427];

    private static readonly Lazy<byte[]> Lacking = new(() => "this onnxruntime is too old for it\0"u8.ToArray());
    private static nint _lengthened, _nothing;
    private static nint _createStatus;

    private readonly nint* _base; // struct OrtApiBase { GetApi, GetVersionString }
    private readonly nint* _own;

    /// <param name="apiBase">What its OrtGetApiBase gives.</param>
    /// <param name="file">For errors.</param>
    /// <exception cref="UneXt50Exception">It is not one that can be used (Runtime).</exception>
    public RuntimeTable(nint apiBase, string file)
    {
        _base = (nint*)apiBase;
        if (_base is null || _base[0] == 0 || _base[1] == 0) throw Broken(file);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)_base[1])()) ?? "";
        Minor = MinorOf(Version);
        if (Minor < Oldest)
        {
            throw RuntimeFile.Refused(file,
                (Minor < 0 ? $"it calls itself onnxruntime '{Version}'" : $"it is onnxruntime {Version}")
                + $", and 1.{Oldest} is the oldest that can be used",
                $"take one from 1.{Oldest} on; this program was made with {NativeRuntime.ExpectedVersion}");
        }

        // What is too high is not only refused, but complained about on standard error.
        _own = (nint*)((delegate* unmanaged<uint, nint>)_base[0])((uint)Math.Min(Minor, Wanted));
        if (_own is null || _own[CreateStatus] == 0 || _own[GetAvailableProviders] == 0) throw Broken(file);

        UneXt50Exception Broken(string path) => RuntimeFile.Refused(
            path, $"it calls itself onnxruntime {Version}, and does not give its functions", "install it again");
    }

    /// <summary>The whole version: "1.31.1".</summary>
    public string Version { get; } = "";

    /// <summary>The N of 1.N.</summary>
    public int Minor { get; }

    /// <summary>The version whose table the C# package takes.</summary>
    private static int Wanted { get; } = MinorOf(NativeRuntime.ExpectedVersion);

    /// <summary>The providers that it was built with, as it names them: "CUDAExecutionProvider".</summary>
    public IReadOnlyList<string> Providers()
    {
        byte** names;
        int count;
        if (((delegate* unmanaged<byte***, int*, nint>)_own[GetAvailableProviders])(&names, &count) != 0) return [];
        var found = new List<string>();
        for (var i = 0; i < count; i++) found.Add(Marshal.PtrToStringUTF8((nint)names[i]) ?? "");
        return found;
    }

    /// <summary>The function in a place of the table, for calls that the C# package lacks.</summary>
    public nint this[int place] => _own[place];

    /// <summary>What went wrong in a call; null for nothing. Frees the status.</summary>
    public string? Problem(nint status)
    {
        if (status == 0) return null;
        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)_own[GetErrorMessage])(status)) ?? "";
        ((delegate* unmanaged<nint, void>)_own[ReleaseStatus])(status);
        return message;
    }

    /// <summary>Does <paramref name="work"/> while the library hands out a table as long as the package wants.</summary>
    public T Lengthened<T>(Func<T> work)
    {
        if (Minor >= Wanted) return work();
        var table = NewTable();
        var nothing = NewTable();
        foreach (var place in Tables) table[place] = (nint)(delegate* unmanaged<nint>)&NothingOf;
        new Span<nint>(_own, EntriesOf(Minor)).CopyTo(table);
        (_lengthened, _nothing, _createStatus) = (Address(table), Address(nothing), _own[CreateStatus]);
        var getApi = _base[0];
        Replace(&_base[0], (nint)(delegate* unmanaged<uint, nint>)&GetApi);
        try
        {
            return work();
        }
        finally
        {
            Replace(&_base[0], getApi);
        }
    }

    internal static int EntriesOf(int minor) => Entries[Array.FindLastIndex(Versions, version => version <= minor)];

    internal static int MinorOf(string version) =>
        version.Split('.') is ["1", var minor, ..]
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>Writes to a page that the loader has made read-only; it stays writable.</summary>
    private static void Replace(nint* where, nint value)
    {
        var page = (nint)where & ~(nint)(Environment.SystemPageSize - 1);
        if (Protect(page, (nuint)((nint)(where + 1) - page), ReadAndWrite) != 0)
            throw new InvalidOperationException("a page of onnxruntime cannot be written to");
        *where = value;
    }

    // For as long as the process lives.
    private static Span<nint> NewTable()
    {
        var table = new Span<nint>(NativeMemory.Alloc(Room, (nuint)sizeof(nint)), Room);
        table.Fill((nint)(delegate* unmanaged<nint>)&Missing);
        return table;
    }

    private static nint Address(Span<nint> table) => (nint)Unsafe.AsPointer(ref table[0]);

    [UnmanagedCallersOnly]
    private static nint NothingOf() => _nothing;

    [UnmanagedCallersOnly]
    private static nint GetApi(uint version) => _lengthened;

    [UnmanagedCallersOnly]
    private static nint Missing()
    {
        fixed (byte* message = Lacking.Value)
            return ((delegate* unmanaged<int, byte*, nint>)_createStatus)(NotImplemented, message);
    }

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint start, nuint length, int protection);
}
