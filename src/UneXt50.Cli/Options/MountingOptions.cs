using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cli.Documentation;
using UneXt50.Imaging;

namespace UneXt50.Cli.Options;

/// <summary>How a camera hangs, and which parts of its frames are looked at.</summary>
internal sealed class MountingOptions
{
    private readonly Option<int> _rotation = ChoiceOption.Off(
        "--camera-rotate", "Turn the frames clockwise by so many degrees",
        [("0", 0), ("90", 90), ("180", 180), ("270", 270)]);

    private readonly Option<Flip> _flip = ChoiceOption.Off(
        "--camera-flip", "Mirror the frames, once they are turned",
        [("none", Flip.None), ("horizontal", Flip.Horizontal), ("vertical", Flip.Vertical)]);

    private readonly Option<IReadOnlyList<CropRegion>> _crop = new("--crop")
    {
        Description = "Look only at this part of the turned frame, in pixels or percent; several with names "
            + "(--crop door=0%,0%,50%,100%) give a row each",
        HelpName = "[name=]x,y,w,h",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = ParseRegions,
    };

    public IEnumerable<Option> All => [_rotation, _flip, _crop];

    public Mounting Mounting(ParseResult parsed) => new()
    {
        Rotation = parsed.GetValue(_rotation),
        Flip = parsed.GetValue(_flip),
        Regions = parsed.GetRequiredValue(_crop),
    };

    private static IReadOnlyList<CropRegion> ParseRegions(ArgumentResult result)
    {
        try
        {
            return CropRegion.ParseAll(result.Tokens.Select(token => token.Value));
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Usage)
        {
            result.AddError(UsageErrors.Sentence(error));
            return [];
        }
    }
}
