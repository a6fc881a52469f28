using System.Collections.Concurrent;

namespace UneXt50.Cameras.Processes;

/// <summary>
/// Reads a program's standard error to its end, so that the program never waits for a reader, and keeps the one line
/// that is worth repeating: the first that speaks of an error, or else the last.
/// </summary>
internal sealed class ErrorLines
{
    private const int LongestLine = 300;
    private const int MostLines = 40;

    private static readonly string[] GStreamers =
    [
        "ERROR: from element ", "WARNING: from element ", "ERROR: pipeline could not be constructed: ",
        "WARNING: erroneous pipeline: ",
    ];

    private readonly Task _reading;
    private readonly ConcurrentQueue<string> _lines = [];
    private string? _error;
    private string? _last;

    public ErrorLines(StreamReader reader) => _reading = Task.Factory.StartNew(
        () => Read(reader), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The line, once the program has ended; empty when it said nothing.</summary>
    public string Summary(TimeSpan patience)
    {
        _reading.Wait(patience);
        return Volatile.Read(ref _error) ?? Volatile.Read(ref _last) ?? "";
    }

    /// <summary>Whether one of the last lines has these words, in any case.</summary>
    public bool Contains(string words) =>
        _lines.Any(line => line.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// What a line says, without the part of a program that says it and how much it matters: ffmpeg's
    /// <c>[rtsp @ 0x55d0c8] [error] ...</c>, GStreamer's <c>ERROR: from element /GstPipeline:pipeline0/...: ...</c>.
    /// </summary>
    public static string Plain(string line)
    {
        while (line.StartsWith('[') && line.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            line = line[(end + 1)..].TrimStart();
        foreach (var prefix in GStreamers)
        {
            if (!line.StartsWith(prefix, StringComparison.Ordinal)) continue;
            line = line[prefix.Length..];
            // The element's path has colons, and no space.
            if (line.StartsWith('/') && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var path)
                line = line[(path + 2)..];
            return line.TrimEnd('.');
        }

        return line;
    }

    private void Read(StreamReader reader)
    {
        try
        {
            while (reader.ReadLine() is { } read)
            {
                var line = read.Trim();
                if (line.Length == 0) continue;
                if (line.Length > LongestLine) line = line[..LongestLine];
                Volatile.Write(ref _last, line);
                _lines.Enqueue(line);
                if (_lines.Count > MostLines) _lines.TryDequeue(out _);
                if (_error is not null || !line.Contains("error", StringComparison.OrdinalIgnoreCase)) continue;
                Volatile.Write(ref _error, line);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // Closed under our hands: the program is being stopped.
        }
    }
}
