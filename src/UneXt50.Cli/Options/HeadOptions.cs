using System.CommandLine;
using System.Globalization;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Options;

/// <summary>What the commands that train heads have in common.</summary>
internal sealed class HeadOptions
{
    /// <summary>See reproducible-builds.org: the day that two trainings have to share to give the same bytes.</summary>
    public const string DateVariable = "SOURCE_DATE_EPOCH";

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private readonly Option<HeadMethod?> _method = new("--method")
    {
        Description = "logistic regression, or cosine to class means, which needs one photo a class "
            + "[default: logistic, or what the head was made with]",
        HelpName = "logistic|centroid",
        CustomParser = result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "logistic": return HeadMethod.Logistic;
                case "centroid": return HeadMethod.Centroid;
                default:
                    result.AddError($"--method takes logistic or centroid, not '{result.Tokens[0].Value}'.");
                    return null;
            }
        },
    };

    private readonly Option<int> _folds = NumberOption.Create(
        "--folds", "n", "Parts of the cross-validation", otherwise: 5, least: 2, most: 100);

    private readonly Option<InfoFormat> _format = ChoiceOption.Create(
        "--format", "Of the report; text is for people and may change",
        [("text", InfoFormat.Text), ("json", InfoFormat.Json)], "-f");

    private readonly Option<string?> _page = new("--html")
    {
        Description = "Write the report as a page too, with the mistaken photos",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _method, _folds, _format, _page }) command.Add(option);
        command.RequireIfGiven(_page, "html");
    }

    public bool AsJson(ParseResult parsed) => parsed.GetValue(_format) == InfoFormat.Json;

    public string? Page(ParseResult parsed) => parsed.GetValue(_page);

    public TrainingOptions Training(ParseResult parsed, HeadMethod otherwise = HeadMethod.Logistic) => new()
    {
        Method = parsed.GetValue(_method) ?? otherwise,
        Folds = parsed.GetValue(_folds),
        Date = Today(),
    };

    private static DateOnly Today()
    {
        var text = Environment.GetEnvironmentVariable(DateVariable);
        if (string.IsNullOrEmpty(text)) return DateOnly.FromDateTime(DateTime.UtcNow);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= LastSecond)
        {
            return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
        }

        throw new UneXt50Exception(
            ErrorKind.Usage, DateVariable, $"'{text}' is no number of seconds since 1970", "correct it");
    }
}
