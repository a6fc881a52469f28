using System.CommandLine;
using System.Globalization;
using UneXt50.Cli.Documentation;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Options;

/// <summary>What the commands that train heads have in common.</summary>
internal sealed class HeadOptions
{
    /// <summary>See reproducible-builds.org: the day that two trainings have to share to give the same bytes.</summary>
    public const string DateVariable = "SOURCE_DATE_EPOCH";

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private readonly Option<HeadMethod> _method;

    private readonly Option<int> _folds = NumberOption.Create(
        "--folds", "n", "Parts of the cross-validation", otherwise: 5, least: 2, most: 100);

    private readonly Option<string?> _page = TextOption.Create(
        "--html", "file", "Write the report as a page too, with the photos that were mistaken");

    /// <param name="isAgain">Whether a head is trained again, by its own method where none is named.</param>
    public HeadOptions(bool isAgain = false)
    {
        const string Methods =
            "Method of learning; logistic is regression, centroid compares with class means and needs one photo a "
            + "class, knn keeps all photos and has the nearest vote";
        var choices = HeadMethods.All;
        _method = isAgain
            ? ChoiceOption.Off("--method", $"{Methods}. Without it, the head's own", choices)
            : ChoiceOption.Create("--method", Methods, choices);
    }

    /// <summary>How the report is printed.</summary>
    public ReportOptions Report { get; } = new(toFile: false);

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Training, _method, _folds);
        Report.AddTo(command);
        command.Add(OptionGroup.Output, _page);
        command.RequireIfGiven(_page, "html");
    }

    public string? Page(ParseResult parsed) => parsed.GetValue(_page);

    /// <param name="parsed">The command line.</param>
    /// <param name="otherwise">The method where none is named.</param>
    public TrainingOptions Training(ParseResult parsed, HeadMethod otherwise = HeadMethod.Logistic) => new()
    {
        Method = parsed.GetResult(_method) is { Implicit: false } ? parsed.GetValue(_method) : otherwise,
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
            ErrorKind.Usage, DateVariable, $"'{text}' is not a number of seconds since 1970",
            "set it to one, or unset it");
    }
}
