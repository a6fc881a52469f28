using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using UneXt50.Onnx.Runtime;

namespace UneXt50.Onnx;

/// <summary>The one place that sets up onnxruntime's native library.</summary>
public static partial class NativeRuntime
{
    private static readonly Lazy<OrtEnv> Environment = new(Start);

    /// <summary>Version of the onnxruntime library in use.</summary>
    /// <exception cref="UneXt50Exception">The library that was chosen cannot be used (Runtime).</exception>
    public static string Version => Environment.Value.GetVersionString();

    /// <summary>The N of its version 1.N.</summary>
    internal static int Minor => RuntimeTable.MinorOf(Version);

    /// <summary>Version of the onnxruntime library that this was built for, without loading it.</summary>
    public static string ExpectedVersion { get; } =
        typeof(InferenceSession).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Whether the library has been loaded.</summary>
    internal static bool IsStarted => Environment.IsValueCreated;

    /// <summary>The providers that the library was built with, as it names them: "CUDAExecutionProvider".</summary>
    /// <exception cref="UneXt50Exception">The library that was chosen cannot be used (Runtime).</exception>
    public static IReadOnlyList<string> Providers => Environment.Value.GetAvailableProviders();

    /// <summary>Loads the library with telemetry off. Does nothing the second time.</summary>
    internal static void EnsureStarted() => _ = Environment.Value;

    /// <summary>Session options of our own choosing; the caller disposes them.</summary>
    /// <param name="threads">Threads of one run; 0 means one for each core.</param>
    internal static SessionOptions NewSessionOptions(int threads)
    {
        EnsureStarted();
        var count = threads > 0 ? threads : System.Environment.ProcessorCount;
        RequireThreads(count);
        var options = new SessionOptions
        {
            // A number, not the library's default: the default pins threads to cores, which fails under cgroups.
            IntraOpNumThreads = count,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        // Waiting threads sleep: a spinning one burns a core between two camera frames.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        // Arranging the weights for speed is most of loading.
        options.AddSessionConfigEntry("session.prepack.enable_parallel", "1");
        // Products of an 8-bit activation and weight are added in pairs of 16 bits on x64 without VNNI, which overflows
        // and gives other classes; there the weights are made unsigned, which is slower and exact.
        options.AddSessionConfigEntry("session.x64quantprecision", "1");
        return options;
    }

    /// <summary>Sets a variable where native libraries read it.</summary>
    internal static void SetVariable(string name, string value, bool overwrite)
    {
        if (!OperatingSystem.IsWindows()) _ = SetNativeVariable(name, value, overwrite ? 1 : 0);
    }

    // Where the library cannot start its last thread it waits for its first one for ever.
    private static void RequireThreads(int count)
    {
        using var end = new ManualResetEventSlim();
        var started = new List<Thread>();
        try
        {
            while (started.Count < count - 1)
            {
                var thread = new Thread(end.Wait) { IsBackground = true };
                Threads.Begin(thread);
                started.Add(thread);
            }
        }
        catch (OutOfMemoryException failure)
        {
            throw new UneXt50Exception(
                ErrorKind.Resources, $"{count} threads", "they cannot all be started",
                "raise the limits ('ulimit -u', 'ulimit -v', the container's pids), or use fewer with "
                + Setting.Threads,
                failure);
        }
        finally
        {
            end.Set();
            foreach (var thread in started) thread.Join();
        }
    }

    private static OrtEnv Start()
    {
        // The library reads this when it initialises, from the native environment; Environment.SetEnvironmentVariable
        // would only change .NET's copy. Without it, onnxruntime opens sockets and writes under ~/.cache/Microsoft.
        SetVariable("ORT_DISABLE_TELEMETRY", "1", overwrite: true);
        var options = new EnvironmentCreationOptions
        {
            logId = "unext50",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        return OnnxRuntimeLibrary.Start(() => OrtEnv.CreateInstanceWithOptions(ref options));
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeVariable(string name, string value, int overwrite);
}
