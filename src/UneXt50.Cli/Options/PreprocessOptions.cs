using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Cli.Documentation;
using UneXt50.Imaging;
using UneXt50.Toolchain.Preprocessing;

namespace UneXt50.Cli.Options;

/// <summary>
/// How a network was fed in training: a preset, single settings, or a preset with some of them changed.
/// </summary>
/// <param name="sizeIsInTheModel">Whether the input's size may be left out: checkpoints do not have it.</param>
internal sealed class PreprocessOptions(bool sizeIsInTheModel = false)
{
    private readonly Option<string?> _preset = new("--preprocess")
    {
        Description = "How the network was fed; torchvision-v1, torchvision-v2 or timm:ARCHITECTURE.TAG, parts of "
            + "which the options below change",
        HelpName = "preset",
    };

    private readonly Option<int> _size = NumberOption.Off(
        "--size", "px", "Side of the network's square input", otherwise: 0, least: 0, most: 4096);

    private readonly Option<int> _resize = NumberOption.Off(
        "--resize", "px", "Short side before the centre crop; without it, that of the preset, or --size",
        otherwise: 0, least: 0, most: 8192);

    private readonly Option<Interpolation> _interpolation = ChoiceOption.Create(
        "--interpolation", "Filter for resizing",
        [("bilinear", Interpolation.Bilinear), ("bicubic", Interpolation.Bicubic)]);

    private readonly Option<float[]> _mean = Triple(
        "--mean", "Means of R, G, B for values from 0 to 1; in this order with --channels bgr too",
        PreprocessPreset.ImageNetMean);

    private readonly Option<float[]> _std = Triple(
        "--std", "Standard deviations of R, G, B for values from 0 to 1; in this order with --channels bgr too",
        PreprocessPreset.ImageNetStd);

    private readonly Option<Fit> _fit = ChoiceOption.Create(
        "--fit", "How a picture becomes a square; cropped, stretched, or padded with black",
        [("crop", Fit.Crop), ("stretch", Fit.Stretch), ("pad", Fit.Pad)]);

    private readonly Option<ChannelOrder> _channels = ChoiceOption.Create(
        "--channels", "Order of the network's input planes; bgr is for Caffe, DIGITS and OpenCV",
        [("rgb", ChannelOrder.Rgb), ("bgr", ChannelOrder.Bgr)]);

    public IEnumerable<Option> All => [_preset, _size, _resize, _interpolation, _fit, _channels, _mean, _std];

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Preprocessing, All);
        command.Check(result =>
        {
            if (!sizeIsInTheModel && result.GetValue(_preset) is null && result.GetValue(_size) == 0)
                result.AddError("Give --preprocess or --size: a checkpoint does not say how it was fed.");
            if (result.GetValue(_fit) != Fit.Crop && result.GetResult(_resize) is { Implicit: false })
                result.AddError("--resize is for --fit crop: the other fits resize the whole picture to --size.");
        });
    }

    /// <summary>The network that the preset is known from; null without one, or for a preset of many.</summary>
    public string? Architecture(ParseResult parsed) =>
        parsed.GetValue(_preset) is { } name ? PreprocessPreset.ArchitectureOf(name) : null;

    /// <summary>Whether mean and standard deviation are given one by one.</summary>
    public bool NormalizationGiven(ParseResult parsed) => IsGiven(parsed, _mean) && IsGiven(parsed, _std);

    /// <exception cref="UneXt50Exception">There is no such preset.</exception>
    public PreprocessRule Rule(ParseResult parsed)
    {
        var (size, shortSide) = (parsed.GetValue(_size), parsed.GetValue(_resize));
        var (interpolation, mean, std) =
            (parsed.GetValue(_interpolation), parsed.GetRequiredValue(_mean), parsed.GetRequiredValue(_std));
        var (fit, channels) = (parsed.GetValue(_fit), parsed.GetValue(_channels));
        if (parsed.GetValue(_preset) is not { } name)
            return new PreprocessRule(size, shortSide == 0 ? size : shortSide, interpolation, mean, std, fit, channels);

        var preset = PreprocessPreset.Find(name);
        var side = IsGiven(parsed, _size) ? size : preset.InputSize;
        return new PreprocessRule(
            side,
            fit != Fit.Crop ? side : IsGiven(parsed, _resize) ? shortSide : preset.ResizeShortSide,
            IsGiven(parsed, _interpolation) ? interpolation : preset.Interpolation,
            IsGiven(parsed, _mean) ? mean : preset.Mean,
            IsGiven(parsed, _std) ? std : preset.Std,
            fit,
            channels);
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static Option<float[]> Triple(string name, string description, IReadOnlyList<float> otherwise) => new(name)
    {
        Description = $"{description} [default: "
            + $"{string.Join(',', otherwise.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        HelpName = "r,g,b",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Numbers(result, name),
        DefaultValueFactory = _ => [.. otherwise],
    };

    private static float[] Numbers(ArgumentResult result, string name)
    {
        var parts = result.Tokens[0].Value.Split(',');
        var numbers = new float[3];
        for (var i = 0; i < 3; i++)
        {
            if (parts.Length == 3 && float.TryParse(parts[i], CultureInfo.InvariantCulture, out numbers[i])) continue;
            result.AddError($"{name} takes three numbers, as in 0.485,0.456,0.406.");
            return [];
        }

        return numbers;
    }
}
