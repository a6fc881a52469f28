using System.CommandLine;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary><c>--normalize</c>: how feature vectors are scaled.</summary>
internal static class NormalizeOption
{
    public static Option<FeatureNormalization> Create() => ChoiceOption.Off(
        "--normalize", "How to scale vectors; l2 divides each by its length, so that a dot product is a cosine",
        [("none", FeatureNormalization.None), ("l2", FeatureNormalization.L2)]);
}
