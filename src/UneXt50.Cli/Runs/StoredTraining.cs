using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Runs;

/// <summary>What a head was trained with, read back to train it again.</summary>
internal static class StoredTraining
{
    /// <exception cref="UneXt50Exception">One of the two is missing or damaged, or they do not fit.</exception>
    public static (HeadMethod Method, FeatureCache Features) Read(string path)
    {
        using var head = HeadModel.Load(path);
        var card = head.Card
            ?? throw Refused(path, "it was not trained by this program", "train one with 'unext50 head train'");
        var beside = HeadFile.CacheOf(path);
        var features = FeatureCache.Read(beside);
        if (features.BackboneSha256 != card.BackboneSha256)
            throw Refused(beside, "its features are of another model than the head", "train again from the photos");
        return (card.Report.Method == "centroid" ? HeadMethod.Centroid : HeadMethod.Logistic, features);
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy) =>
        new(ErrorKind.Model, path, problem, remedy);
}
