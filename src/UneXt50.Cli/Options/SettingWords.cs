namespace UneXt50.Cli.Options;

/// <summary>How messages of this program call what the libraries' remedies advise: by option, or by command.</summary>
internal static class SettingWords
{
    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        [Name(Setting.AddToHead)] = "'unext50 head add'",
        [Name(Setting.BenchmarkAsCsv)] = "'unext50 bench --format csv'",
        [Name(Setting.Classify)] = "'unext50 classify'",
        [Name(Setting.DescribeModel)] = "'unext50 model describe'",
        [Name(Setting.ImportModel)] = "'unext50 model import'",
        [Name(Setting.ListCameras)] = "'unext50 cameras'",
        [Name(Setting.ListLayers)] = "'unext50 model info --layers'",
        [Name(Setting.QuantizeModel)] = "'unext50 model quantize'",
        [Name(Setting.TrainHead)] = "'unext50 head train'",
        [Name(Setting.WriteFeatures)] = "'unext50 features'",
    };

    /// <summary>Options are called as their settings are.</summary>
    public static string Of(string name) => Commands.GetValueOrDefault(name) ?? $"--{name}";

    private static string Name(string marked) => marked[1..^1];
}
