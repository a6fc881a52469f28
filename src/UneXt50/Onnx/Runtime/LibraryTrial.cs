using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace UneXt50.Onnx.Runtime;

/// <summary>
/// Loads a library in a process of its own first, so that one that crashes becomes a message. Libraries that passed
/// are remembered, by device, inode, size and times.
/// </summary>
/// <param name="Command">
/// A program and its arguments, to which the file is added: it calls <see cref="Load"/>, prints <see cref="Passed"/> and
/// ends.
/// </param>
/// <param name="CacheFolder">Where that is remembered; null for nowhere.</param>
public sealed record LibraryTrial(IReadOnlyList<string> Command, string? CacheFolder)
{
    /// <summary>What the process prints once the library is loaded.</summary>
    public const string Passed = "loaded";

    private const string EntryName = "runtimes";
    private const int Kept = 16;
    private const int SignalBase = 128; // .NET adds it to the number of a signal
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Loads a library and, if it is an onnxruntime, asks what it has. What it refuses is for the run to tell.</summary>
    public static void Load(string file)
    {
        try
        {
            OnnxRuntimeLibrary.Examine(file);
        }
        catch (UneXt50Exception)
        {
            // It has been loaded, or the loader refused it: either way it did not crash.
        }
    }

    /// <summary>Tries a file, if that is not known to have gone well.</summary>
    /// <exception cref="UneXt50Exception">The process that loads it crashes, or does not end (Runtime).</exception>
    internal void Run(string file)
    {
        var folder = UneXt50.CacheFolder.Open(CacheFolder);
        var identity = Identity(file);
        var known = folder?.Read(EntryName) is { } bytes
            ? Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        if (known.Contains(identity)) return;
        if (Try(file) is { } problem)
        {
            throw RuntimeFile.Refused(
                file, problem, "it is damaged, or was built for another system: get another one");
        }

        folder?.Write(EntryName, Encoding.UTF8.GetBytes(string.Join('\n', known.TakeLast(Kept - 1).Append(identity))));
    }

    // Every file of the folder counts: the library may need one beside it.
    private static string Identity(string file)
    {
        var status = FileStatus.Read(file) ?? default;
        var beside = Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.so*").Order(StringComparer.Ordinal)
            .Select(FileStatus.Read).Sum(each => (decimal)(each?.Changed ?? 0));
        return string.Create(CultureInfo.InvariantCulture,
            $"{status.Device} {status.Inode} {status.Size} {status.Modified} {status.Changed} {beside}");
    }

    /// <summary>What is wrong; null for nothing.</summary>
    private string? Try(string file)
    {
        var start = new ProcessStartInfo(Command[0], [.. Command.Skip(1), file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = new Process { StartInfo = start };
        var stop = () => Kill(process);
        try
        {
            UnfinishedWork.Begin(process.Start, stop);
        }
        catch (Win32Exception)
        {
            return null; // No process can be started here: the library is loaded as it is.
        }

        try
        {
            process.StandardInput.Close();
            var told = process.StandardOutput.ReadToEndAsync();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine(); // nobody reads it, and it must not wait
            if (!process.WaitForExit(Patience))
            {
                Kill(process);
                return $"loading it takes more than {Patience.TotalMinutes:0} minutes";
            }

            return process.ExitCode > SignalBase ? $"it crashes while it is loaded (signal {process.ExitCode - SignalBase})"
                : process.ExitCode != 0 || !told.GetAwaiter().GetResult().Contains(Passed, StringComparison.Ordinal)
                ? "it ends the program that loads it" : null;
        }
        finally
        {
            UnfinishedWork.End(stop);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
