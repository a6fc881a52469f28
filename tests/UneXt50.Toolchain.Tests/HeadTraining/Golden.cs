using System.Globalization;
using System.Runtime.CompilerServices;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Toolchain.Tests.HeadTraining;

/// <summary>Photos that are numbers only, and what scikit-learn learned from them (golden/make_goldens.py).</summary>
internal static class Golden
{
    /// <summary>Photos called 000, 001, ... of classes called 0, 1, ...</summary>
    public static TrainingSet Set(string name)
    {
        var classes = Values($"{name}.classes");
        return new TrainingSet(
            Rows($"{name}.features").Select((row, i) => new LabelledPhoto(
                $"{i:000}", $"{classes[i]}", [.. row.Select(value => (float)value)])), "backbone");
    }

    public static double[] Values(string name) => [.. Rows(name).Select(row => row[0])];

    public static double[][] Rows(string name) => [.. File.ReadLines(Path.Join(Folder(), $"{name}.txt"))
        .Select(line => line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];

    private static string Folder([CallerFilePath] string source = "") =>
        Path.Join(Path.GetDirectoryName(source), "golden");
}
