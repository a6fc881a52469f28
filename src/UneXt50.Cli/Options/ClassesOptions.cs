using System.CommandLine;

namespace UneXt50.Cli.Options;

/// <summary>Which classes a command reports.</summary>
internal static class ClassesOptions
{
    public static Option<int> Top() => NumberOption.Create(
        "--top", "k", "Number of classes for each photo, best first", otherwise: 5, least: 1, most: 1_000_000);

    public static Option<float> Threshold() => NumberOption.Off(
        "--threshold", "p", "Leave out classes below this probability, from 0 to 1", otherwise: 0f, least: 0f,
        most: 1f);
}
