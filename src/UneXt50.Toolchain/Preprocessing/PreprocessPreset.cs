using UneXt50.Imaging;

namespace UneXt50.Toolchain.Preprocessing;

/// <summary>
/// How published checkpoints want their pictures: torchvision's ImageClassification presets (resnet.py, 0.14) and
/// timm's configurations (timm/models/resnet.py, 1.0), each at 224 pixels where it has one.
/// </summary>
public static class PreprocessPreset
{
    /// <summary>The means of ImageNet's training pictures: R, G, B on values 0 to 1.</summary>
    public static IReadOnlyList<float> ImageNetMean { get; } = [0.485f, 0.456f, 0.406f];

    /// <summary>Their standard deviations.</summary>
    public static IReadOnlyList<float> ImageNetStd { get; } = [0.229f, 0.224f, 0.225f];

    private const string TimmPrefix = "timm:";
    private const string Remedy = "use torchvision-v1, torchvision-v2 or timm:ARCHITECTURE.TAG, "
        + $"for example timm:resnext50_32x4d.a1h_in1k, or {Setting.Size}, {Setting.Resize}, {Setting.Interpolation}, "
        + $"{Setting.Mean} and {Setting.Std}";

    private static readonly string[] Families = ["resnet", "resnext", "wide_resnet"];

    /// <summary>Configurations that the tag alone does not tell.</summary>
    private static readonly Dictionary<string, PreprocessRule> Exceptions = new()
    {
        ["resnet50.a1h_in1k"] = Rule(224, 1, Interpolation.Bicubic),
        ["resnet26t.ra2_in1k"] = Rule(256, 0.94, Interpolation.Bicubic),
        ["resnet101d.ra2_in1k"] = Rule(256, 0.95, Interpolation.Bicubic),
        ["resnet152d.ra2_in1k"] = Rule(256, 0.95, Interpolation.Bicubic),
        ["resnet200d.ra2_in1k"] = Rule(256, 0.95, Interpolation.Bicubic),
    };

    /// <summary>The rule of that name.</summary>
    /// <param name="name"><c>torchvision-v1</c>, <c>torchvision-v2</c> or <c>timm:ARCHITECTURE.TAG</c>.</param>
    /// <exception cref="UneXt50Exception">There is none (Usage).</exception>
    public static PreprocessRule Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rule = name switch
        {
            "torchvision-v1" => Rule(224, 0.875, Interpolation.Bilinear),
            "torchvision-v2" => Rule(224, 0.965, Interpolation.Bilinear),
            _ when name.StartsWith(TimmPrefix, StringComparison.Ordinal) => Timm(name[TimmPrefix.Length..]),
            _ => null,
        };
        return rule ?? throw new UneXt50Exception(ErrorKind.Usage, name, "there is no such preset", Nearest.To(name,
            ["torchvision-v1", "torchvision-v2"]) is { } near
            ? $"did you mean {near}?" : Remedy);
    }

    /// <summary>The network that a preset names: "resnext50d_32x4d"; null for one that is for many.</summary>
    public static string? ArchitectureOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(TimmPrefix, StringComparison.Ordinal) ? name[TimmPrefix.Length..].Split('.')[0] : null;
    }

    private static PreprocessRule? Timm(string name)
    {
        if (!Families.Any(family => name.StartsWith(family, StringComparison.Ordinal))) return null;
        if (Exceptions.TryGetValue(name, out var exception)) return exception;
        return name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
        {
            "tv_in1k" or "fb_wsl_ig1b_ft_in1k" or "fb_ssl_yfcc100m_ft_in1k" or "fb_swsl_ig1b_ft_in1k"
                => Rule(224, 0.875, Interpolation.Bilinear),
            "tv2_in1k" => Rule(224, 0.965, Interpolation.Bilinear),
            "ra_in1k" or "ra2_in1k" or "ram_in1k" or "racm_in1k" or "am_in1k" or "bt_in1k" or "gluon_in1k"
                => Rule(224, 0.875, Interpolation.Bicubic),
            "a1_in1k" or "a1h_in1k" or "a2_in1k" or "a3_in1k" or "b1k_in1k" or "b2k_in1k" or "c1_in1k" or "c2_in1k"
                or "d_in1k" => Rule(224, 0.95, Interpolation.Bicubic),
            _ => null,
        };
    }

    /// <summary>The short side is the crop over its share, cut to a whole number as timm does.</summary>
    private static PreprocessRule Rule(int size, double cropShare, Interpolation interpolation) =>
        new(size, (int)Math.Floor(size / cropShare), interpolation, ImageNetMean, ImageNetStd);
}
