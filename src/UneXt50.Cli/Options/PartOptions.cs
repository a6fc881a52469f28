using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;
using UneXt50.Parts;
using UneXt50.Sources;

namespace UneXt50.Cli.Options;

/// <summary>Which part of a collection a run does, and whether it goes on where an earlier one stopped.</summary>
internal sealed class PartOptions
{
    private readonly Option<string?> _shard = new("--shard")
    {
        Description = "Do part I of N only; a hash of its name puts a photo in a part, so that new photos move none. "
            + "auto takes I and N from a Slurm array job or a Kubernetes Indexed Job",
        HelpName = "I/N|auto",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Keep the rows that --out has already, and do only the other inputs",
    };

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Shards, _shard, _resume);
        command.Check(result =>
        {
            if (result.GetValue(_shard) is { } text && text != "auto" && Sources.Shard.TryParse(text) is null)
                result.AddError($"--shard takes I/N with I from 1 to N, or auto, not '{text}'.");
        });
    }

    /// <summary>Whether either is given.</summary>
    public bool Any(SymbolResult result) => result.GetValue(_shard) is not null || result.GetValue(_resume);

    public bool Resume(SymbolResult result) => result.GetValue(_resume);

    /// <summary>The part that was asked for; null for the whole list.</summary>
    /// <exception cref="UneXt50Exception">The environment does not say which (Usage).</exception>
    public Shard? Shard(ParseResult parsed) => parsed.GetValue(_shard) switch
    {
        null => null,
        "auto" => ShardEnvironment.Read(Environment.GetEnvironmentVariable),
        var text => Sources.Shard.TryParse(text),
    };

    /// <summary>
    /// What the output is a part of; null where it is no file, or its name leaves no room for a record.
    /// </summary>
    public PartRequest? Request(
        ParseResult parsed, string output, UneXt50Model model, bool exact, HeadSelection? heads = null)
    {
        var isAsked = Any(parsed.CommandResult);
        if (!(isAsked ? PartWriter.IsFile(output) : PartWriter.CanWrite(output))) return null;
        var options = new Dictionary<string, string> { ["exact"] = exact ? "yes" : "no" };
        if (heads?.UnknownOfModel(parsed) is { } percent)
            options["unknown"] = percent.ToString(CultureInfo.InvariantCulture);
        foreach (var (i, head) in heads?.Identities(parsed).Index() ?? []) options[$"head {i + 1}"] = head;
        return new PartRequest
        {
            Shard = Shard(parsed) ?? Sources.Shard.Whole,
            Resume = Resume(parsed.CommandResult),
            Replace = !isAsked,
            // Beside the photos, not before them. Features do not depend on which photos the model knows.
            ModelSha256 = OwnThread.Run(() => DigestOf(heads is null ? () => model.BackboneSha256 : () => model.Sha256)),
            Options = options,
        };
    }

    private static string DigestOf(Func<string> digest)
    {
        try
        {
            return digest();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The file has gone since it was loaded; the rows are worth keeping all the same.
            return PartRequest.UnknownModel;
        }
    }
}
