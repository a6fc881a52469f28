using System.Diagnostics;
using System.Text.Json;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>Runs commands in processes of their own.</summary>
internal static class FreshProcess
{
    /// <summary>Milliseconds from before the process exists to the first byte it writes.</summary>
    /// <exception cref="UneXt50Exception">It fails (Model).</exception>
    public static double FirstByte(IReadOnlyList<string> command, ReadOnlyMemory<byte> input = default) =>
        Run(command, input).Milliseconds;

    /// <summary>
    /// The most memory that a process had resident by its own summary, in bytes, native libraries and model included.
    /// </summary>
    /// <exception cref="UneXt50Exception">It fails, or cannot tell on this system (Model).</exception>
    public static double PeakResidentBytes(IReadOnlyList<string> command, ReadOnlyMemory<byte> input)
    {
        var (_, output) = Run(command, input);
        using var json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("summary").TryGetProperty("peak_resident_bytes", out var bytes)
            ? bytes.GetDouble() : throw Refused(command, "its memory use cannot be read", "mount /proc");
    }

    private static (double Milliseconds, ReadOnlyMemory<byte> Output) Run(
        IReadOnlyList<string> command, ReadOnlyMemory<byte> input)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var begun = Stopwatch.GetTimestamp();
        using var process = new Process { StartInfo = start };
        var stop = () => Kill(process);
        UnfinishedWork.Begin(process.Start, stop);
        try
        {
            return Follow(process, command, input, begun);
        }
        finally
        {
            UnfinishedWork.End(stop);
        }
    }

    private static (double Milliseconds, ReadOnlyMemory<byte> Output) Follow(
        Process process, IReadOnlyList<string> command, ReadOnlyMemory<byte> input, long begun)
    {
        var complaint = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input.Span);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading; its exit code says why.
        }

        using var output = new MemoryStream();
        var first = process.StandardOutput.BaseStream.ReadByte();
        var elapsed = Stopwatch.GetElapsedTime(begun);
        if (first >= 0) output.WriteByte((byte)first);
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return first >= 0 && process.ExitCode == 0
            ? (elapsed.TotalMilliseconds, output.GetBuffer().AsMemory(0, (int)output.Length))
            : throw Refused(
                command, $"a fresh process failed with exit code {process.ExitCode} "
                + $"({complaint.GetAwaiter().GetResult().Trim()})",
                $"run {Setting.Classify} by hand to see why");
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

    private static UneXt50Exception Refused(IReadOnlyList<string> command, string problem, string remedy) =>
        new(ErrorKind.Model, command[0], problem, remedy);
}
