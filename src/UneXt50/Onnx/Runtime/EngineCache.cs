using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace UneXt50.Onnx.Runtime;

/// <summary>
/// A folder in which TensorRT keeps the engines that it builds of a model, which takes minutes, and the times that it
/// measured. There is one for each model, onnxruntime, device and set of options. Of several starts at the same time
/// one builds, and the others wait for it.
/// </summary>
internal sealed class EngineCache : IDisposable
{
    private const string Name = "tensorrt";
    private const string Built = "built";
    private const int Kept = 8; // of 30 to 100 MB each
    private const int FirstWithTimings = 18; // trt_timing_cache_path

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly SafeFileHandle? _lock;
    private bool _isComplete;

    private EngineCache(string folder, SafeFileHandle? held)
    {
        (Folder, _lock) = (folder, held);
        IsBuilt = _isComplete = held is null;
    }

    /// <summary>Where the engines are, or are to be.</summary>
    public string Folder { get; }

    /// <summary>Whether an earlier run has built them.</summary>
    public bool IsBuilt { get; }

    /// <summary>The folder for a model, locked if nothing is in it yet; null where none can be kept.</summary>
    /// <param name="cacheFolder">The folder of all that is kept; null for none.</param>
    /// <param name="key">What the engines depend on; see <see cref="KeyOf"/>.</param>
    /// <param name="told">Told when another start is waited for.</param>
    public static EngineCache? Open(string? cacheFolder, string key, Action<string>? told)
    {
        if (CacheFolder.Open(cacheFolder) is not { } folder || !folder.Prepare()) return null;
        var all = Path.Join(cacheFolder, Name);
        var path = Path.Join(all, key);
        try
        {
            if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(path, OwnerOnly);
            if (IsComplete(path)) return new EngineCache(path, null);
            var held = Lock(path, told);
            if (IsComplete(path))
            {
                held.Dispose();
                return new EngineCache(path, null);
            }

            Clear(path); // what a run that was killed has left
            RemoveOldest(all, path);
            return new EngineCache(path, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What the engines depend on, as a name of a folder.</summary>
    /// <param name="modelDigest">SHA-256 of the model.</param>
    /// <param name="runtime">Version and file of onnxruntime.</param>
    /// <param name="provider">With its options.</param>
    /// <param name="device">See <see cref="NvidiaDevice"/>.</param>
    /// <param name="batch">The most photos in a run.</param>
    public static string KeyOf(
        string modelDigest, string runtime, ExecutionProvider provider, string device, int batch)
    {
        var options = provider.Options.Keys.Order(StringComparer.Ordinal).Select(key => $"{key}={provider.Options[key]}");
        return Sha256Digest.Of(Encoding.UTF8.GetBytes(string.Join('\0',
            [modelDigest, runtime, device, batch.ToString(CultureInfo.InvariantCulture), .. options])));
    }

    /// <summary>The provider with this folder in its options; as it is where the user has chosen one.</summary>
    public ExecutionProvider Into(ExecutionProvider provider, int minor)
    {
        var options = new Dictionary<string, string>(provider.Options);
        options["trt_engine_cache_enable"] = "1";
        options["trt_engine_cache_path"] = Folder;
        if (minor >= FirstWithTimings)
        {
            options["trt_timing_cache_enable"] = "1";
            options["trt_timing_cache_path"] = Folder;
        }

        return provider with { Options = options };
    }

    /// <summary>Whether the user has said where engines are kept, or that they are not.</summary>
    public static bool IsChosenIn(ExecutionProvider provider) => provider.Options.Keys.Any(
        key => key.StartsWith("trt_engine_cache", StringComparison.Ordinal)
            || key.StartsWith("trt_timing_cache", StringComparison.Ordinal));

    /// <summary>The engines are there: later runs need not lock.</summary>
    public void Complete()
    {
        _isComplete = true;
        try
        {
            File.WriteAllBytes(Path.Join(Folder, Built), []); // its time says which are the oldest
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next run builds again.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lock is not { IsClosed: false }) return;
        if (!_isComplete) Clear(Folder);
        _lock.Dispose();
    }

    private static bool IsComplete(string folder) => File.Exists(Path.Join(folder, Built));

    // The folder itself is locked, as long as its descriptor is open: by however the process ends.
    private static SafeFileHandle Lock(string folder, Action<string>? told)
    {
        var descriptor = Libc.Open(folder, Libc.OpenNoFollow);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened");
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Libc.Lock(descriptor, Libc.LockExclusively) == 0) return file;
        told?.Invoke("another start builds TensorRT's engines; this one waits for it");
        while (Libc.Lock(descriptor, Libc.LockWaiting) != 0)
        {
            // A signal has come; the lock is still wanted.
        }

        return file;
    }

    private static void Clear(string folder)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder)) File.Delete(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // TensorRT checks what it reads.
        }
    }

    // One that is in use has been read by then.
    private static void RemoveOldest(string all, string except)
    {
        var built = Directory.EnumerateDirectories(all).Where(folder => folder != except && IsComplete(folder))
            .OrderByDescending(folder => File.GetLastWriteTimeUtc(Path.Join(folder, Built)).Ticks).Skip(Kept - 1);
        foreach (var folder in built.ToList()) Directory.Delete(folder, recursive: true);
    }
}
