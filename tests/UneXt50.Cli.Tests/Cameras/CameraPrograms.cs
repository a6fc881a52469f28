using SkiaSharp;
using UneXt50.Tests;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>
/// A folder of programs that are the fake camera under the names of real ones, and pictures for them.
/// </summary>
internal sealed class CameraPrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CameraPrograms()
    {
        foreach (var (name, colour) in (ReadOnlySpan<(string, SKColor)>)
                 [("red", SKColors.Red), ("green", SKColors.Lime), ("blue", SKColors.Blue), ("black", SKColors.Black)])
        {
            using var bitmap = new SKBitmap(64, 48);
            bitmap.Erase(colour);
            using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
            File.WriteAllBytes(this[$"{name}.jpg"], encoded.ToArray());
        }
    }

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => _folder[name];

    public string Folder => _folder.Path;

    /// <summary>The program, with the folder on its search path.</summary>
    public Unext50 Program => new()
    {
        Variables = new Dictionary<string, string> { ["PATH"] = $"{_folder.Path}:/usr/bin:/bin" },
        Folder = _folder.Path,
    };

    /// <summary>Puts a program there that does as the fake camera's actions say, with colours for pictures.</summary>
    public CameraPrograms Add(string name, string actions)
    {
        var path = this[name];
        foreach (var colour in (ReadOnlySpan<string>)["red", "green", "blue", "black"])
        {
            actions = actions.Replace(colour, $"picture '{this[colour]}.jpg'", StringComparison.Ordinal);
        }

        File.WriteAllText(path, $"#!/bin/sh\nexec '{FakeCamera.Path}' {actions} -- \"$@\"\n");
        _folder.Shell($"chmod +x {name}");
        return this;
    }

    public void Dispose() => _folder.Dispose();
}
