using System.Diagnostics;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Films;

/// <summary>A folder with films that ffmpeg makes: there is no other program here that does.</summary>
internal sealed class FilmFolder : IDisposable
{
    private const string Ffmpeg = "/usr/bin/ffmpeg";

    private readonly TemporaryFolder _folder = new();

    public FilmFolder() => Assert.SkipUnless(File.Exists(Ffmpeg), "films are made with ffmpeg, which is not installed here");

    public string this[string name] => _folder[name];

    public string Path => _folder.Path;

    /// <summary>The program, where ffmpeg is the one that reads films.</summary>
    public Unext50 Program => new() { Folder = _folder.Path };

    /// <summary>The program, where only the programs of a folder in this one are found.</summary>
    public Unext50 ProgramWith(string tools) => Program with
    {
        Variables = new Dictionary<string, string> { ["PATH"] = _folder[tools] },
    };

    /// <summary>Makes a film: ffmpeg's arguments between its input and the name of the film.</summary>
    /// <param name="name">The film.</param>
    /// <param name="source">A source of ffmpeg's lavfi.</param>
    /// <param name="arguments">How to encode it.</param>
    public FilmFolder Add(string name, string source, string arguments = "")
    {
        Run(["-f", "lavfi", "-i", source, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), $"file:{this[name]}"]);
        return this;
    }

    /// <summary>A film of so many frames of one colour after another, ten a second, each kept to the bit.</summary>
    public FilmFolder AddColours(string name, int frames, params string[] colours)
    {
        var sources = colours.Select(colour => $"color={colour}:size=48x40:rate=10:duration={frames / 10.0:0.0}");
        const string Lossless = "-c:v ffv1 -pix_fmt bgr0 -f matroska";
        if (colours is [_]) return Add(name, sources.First(), Lossless);
        var inputs = string.Join(';', sources.Select((source, i) => $"{source}[c{i}]"));
        var joined = string.Concat(colours.Select((_, i) => $"[c{i}]"));
        return Add(name, $"{inputs};{joined}concat=n={colours.Length}", Lossless);
    }

    /// <summary>Cuts a film after a share of its bytes.</summary>
    public void Cut(string name, double share)
    {
        using var file = File.OpenWrite(this[name]);
        file.SetLength((long)(share * file.Length));
    }

    /// <summary>Puts a program there.</summary>
    public void AddTool(string path, string script)
    {
        _folder.Add(path, $"#!/bin/sh\n{script}\n");
        _folder.Shell($"chmod +x {path}");
    }

    public void Shell(string line) => _folder.Shell(line);

    public void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Ffmpeg, ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", .. arguments])
        {
            WorkingDirectory = Path,
        };
        using var ffmpeg = Process.Start(start)!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
    }

    public void Dispose() => _folder.Dispose();
}
