using System.Diagnostics;
using System.Text.Json;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>Runs the <c>unext50</c> program in processes of their own.</summary>
/// <param name="program">The program and the arguments that come before its own.</param>
internal sealed class FreshProcess(IReadOnlyList<string> program)
{
    /// <summary>Milliseconds from before the process exists to the first byte it writes.</summary>
    /// <exception cref="UneXt50Exception">It fails (Model).</exception>
    public double FirstByte(IEnumerable<string> arguments, ReadOnlyMemory<byte> input = default) =>
        Run(arguments, input).Milliseconds;

    /// <summary>
    /// The most memory that <c>classify</c> had resident, in bytes, native libraries and model included.
    /// </summary>
    /// <exception cref="UneXt50Exception">It fails, or cannot tell on this system (Model).</exception>
    public double PeakResidentBytes(IEnumerable<string> classify, ReadOnlyMemory<byte> input)
    {
        var (_, output) = Run([.. classify, "--format", "json"], input);
        using var json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("summary").TryGetProperty("peak_resident_bytes", out var bytes)
            ? bytes.GetDouble() : throw Refused("its memory use cannot be read", "mount /proc");
    }

    private (double Milliseconds, ReadOnlyMemory<byte> Output) Run(
        IEnumerable<string> arguments, ReadOnlyMemory<byte> input)
    {
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments])
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
            return Follow(process, input, begun);
        }
        finally
        {
            UnfinishedWork.End(stop);
        }
    }

    private (double Milliseconds, ReadOnlyMemory<byte> Output) Follow(
        Process process, ReadOnlyMemory<byte> input, long begun)
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
                $"a fresh process failed with exit code {process.ExitCode} "
                + $"({complaint.GetAwaiter().GetResult().Trim()})",
                "run 'unext50 classify' by hand to see why");
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

    private UneXt50Exception Refused(string problem, string remedy) =>
        new(ErrorKind.Model, program[0], problem, remedy);
}
