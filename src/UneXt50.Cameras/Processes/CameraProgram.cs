using System.Globalization;

namespace UneXt50.Cameras.Processes;

/// <summary>A program that writes pictures one after another on its standard output, and how to call it.</summary>
/// <param name="Path">The program's file.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CameraProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>What it reads on its standard input; null for nothing.</summary>
    public string? Input { get; init; }

    /// <summary>What it does not do and those who use it should know; null for nothing.</summary>
    public string? Caveat { get; init; }

    /// <summary>
    /// What to check where it says only that a camera cannot be reached, whatever the reason; null for what always is.
    /// </summary>
    public CameraRemedy? WhenAway { get; init; }

    /// <summary>The file's name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether a password is among the arguments.</summary>
    public bool ShowsSecret => Arguments.Any(argument => AddressSecrets.Hide(argument) != argument);

    /// <summary>A command line to try by hand; the pictures go nowhere, and passwords are left out.</summary>
    public override string ToString() => AddressSecrets.Hide(
        $"{Name} {string.Join(' ', Arguments.Select(argument => argument.Contains(' ', StringComparison.Ordinal)
            ? $"'{argument}'" : argument))} > /dev/null");

    /// <summary>The first of these programs that is on the search path; null when none is.</summary>
    public static string? Find(params ReadOnlySpan<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            ':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            foreach (var folder in folders)
            {
                var path = System.IO.Path.Join(folder, name);
                if (File.Exists(path)) return path;
            }
        }

        return null;
    }

    /// <summary>It sends nothing; what it has said meanwhile may tell why.</summary>
    public UneXt50Exception Silent(string camera, TimeSpan time, ChildProgram child)
    {
        var silent = CameraError.Stalled(camera, time);
        var said = child.SaidSoFar();
        return said.Length == 0 ? silent : CameraError.Make(
            camera, $"{silent.Problem} ({Name}: {said})", Remedy(child) ?? silent.Remedy);
    }

    /// <summary>It ended without being asked to; what it said tells what to do.</summary>
    /// <param name="camera">The camera that is read through it.</param>
    /// <param name="status">Its exit code; null where it has only closed its output.</param>
    /// <param name="child">The program as it ran.</param>
    public UneXt50Exception Ended(string camera, int? status, ChildProgram child)
    {
        var ended = status is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"ended with status {code}") : "closed its output";
        var said = child.Said();
        return CameraError.Make(
            camera, $"{Name} {ended}{(said.Length > 0 ? $" ({said})" : "")}",
            Remedy(child) ?? $"see what '{this}' says");
    }

    private CameraRemedy? Remedy(ChildProgram child)
    {
        var remedy = ProgramRemedy.Find(child.Says);
        return remedy is { MayReturn: true } ? WhenAway ?? remedy : remedy;
    }
}
