namespace UneXt50.Benchmarks;

/// <summary>The ratios that are worth a claim, each of two things measured in turns.</summary>
internal static class InTurns
{
    private const int Many = 101;
    private const int Few = 21; // of what takes long

    public static void AddTo(ResultsTable table)
    {
        var thumbnails = new Thumbnails();
        Thumbnails.UseThreads(1);
        table.Add("decode and preprocess / libvips thumbnail, 12-megapixel JPEG, one thread",
            InterleavedRatio.Of(Many, () => thumbnails.Libvips(), thumbnails.Ours));

        foreach (var photo in DecoderBenchmarks.Names)
        {
            var decoders = new DecoderBenchmarks { Photo = photo };
            table.Add($"decode by Skia / by ImageSharp, {photo}",
                InterleavedRatio.Of(Few, decoders.ImageSharp, decoders.Skia));
            table.Add($"decode by Skia scaled / full size, {photo}",
                InterleavedRatio.Of(Few, decoders.Skia, decoders.SkiaScaled));
        }

        using var writers = new WriterBenchmarks();
        table.Add("1,000 feature vectors as csv / as npy",
            InterleavedRatio.Of(Few, writers.FeaturesNpy, writers.FeaturesCsv));
        table.Add("1,000 feature vectors as jsonl / as npy",
            InterleavedRatio.Of(Few, writers.FeaturesNpy, writers.FeaturesJsonLines));
    }
}
