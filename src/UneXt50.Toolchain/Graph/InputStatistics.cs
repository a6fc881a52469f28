using System.Globalization;
using System.Text.RegularExpressions;
using UneXt50.Imaging;
using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>Mean and standard deviation with which a network normalises pictures itself, kept among its tensors.</summary>
/// <param name="Name">The name of the mean's tensor.</param>
/// <param name="Mean">Of each channel, on values 0 to 1.</param>
/// <param name="Std">Of each channel, on values 0 to 1.</param>
internal sealed partial record InputStatistics(string Name, IReadOnlyList<float> Mean, IReadOnlyList<float> Std)
{
    private const double Tolerance = 2e-3;
    private const float Levels = 255;

    /// <summary>Those of the network with that prefix; null where it has none.</summary>
    public static InputStatistics? Read(CheckpointContents contents, string prefix)
    {
        foreach (var mean in contents.Tensors.Where(tensor => IsTriple(tensor) && tensor.Name.EndsWith("mean", StringComparison.Ordinal)))
        {
            if (!IsBeside(mean.Name, prefix)) continue;
            var name = mean.Name[..^"mean".Length] + "std";
            if (contents.Tensors.FirstOrDefault(tensor => IsTriple(tensor) && tensor.Name == name) is not { } std) continue;
            var values = contents.Read([mean, std]);
            // Some count in levels, 0 to 255.
            var unit = values[1].Values.Max() > 2 ? Levels : 1;
            return new InputStatistics(mean.Name, [.. values[0].Values.Select(value => value / unit)],
                [.. values[1].Values.Select(value => value / unit)]);
        }

        return null;
    }

    /// <summary>Whether a tensor of a network is one of such a pair.</summary>
    public static bool IsOne(ListedTensor tensor) => IsTriple(tensor);

    /// <summary>Refuses a rule that would normalise pictures in another way than the network did in training.</summary>
    /// <exception cref="UneXt50Exception">It is another (Usage).</exception>
    public void Require(PreprocessRule rule, string path)
    {
        if (Near(Mean, rule.Mean) && Near(Std, rule.Std)) return;
        throw new UneXt50Exception(ErrorKind.Usage, path,
            $"the network normalises its input itself, as its tensor '{Name}' says, with other numbers than these options",
            $"give {Setting.Mean} {Text(Mean)} {Setting.Std} {Text(Std)}");
    }

    private static bool Near(IReadOnlyList<float> one, IReadOnlyList<float> other) =>
        one.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance);

    private static string Text(IReadOnlyList<float> values) =>
        string.Join(',', values.Select(value => value.ToString("0.#####", CultureInfo.InvariantCulture)));

    private static bool IsTriple(ListedTensor tensor) =>
        tensor.IsFloat && tensor.Shape.Aggregate(1L, (count, extent) => count * extent) == 3
        && Statistic().IsMatch(tensor.Name);

    /// <summary>Whether the module it is in lies beside the network, or beside something the network is in.</summary>
    private static bool IsBeside(string name, string prefix)
    {
        var module = name[..(name.LastIndexOf('.') + 1)];
        var outer = module.Length == 0 ? "" : module[..(module.TrimEnd('.').LastIndexOf('.') + 1)];
        return prefix.StartsWith(outer, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?:\A|\.|_)(?:mean|std)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Statistic();
}
