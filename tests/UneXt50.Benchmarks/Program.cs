using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using UneXt50.Benchmarks;

// dotnet run -c Release --project tests/UneXt50.Benchmarks -- [FILE.csv]
// Measures resampler, decoders, thumbnails and writers, and writes the table to the file, results.csv by default.
const int Pairs = 101;
var path = args is [var named] ? named : "results.csv";

// In this process: BenchmarkDotNet would otherwise build a project of its own, which knows nothing of our lock files.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithArtifactsPath(Directory.CreateTempSubdirectory("unext50-benchmarks-").FullName);
var table = new ResultsTable();
var thumbnails = new Thumbnails();
Thumbnails.UseThreads(1);
table.Add(
    "decode and preprocess of a 12-megapixel JPEG over libvips' thumbnail, one thread each, in turns",
    InterleavedRatio.Of(Pairs, () => thumbnails.Libvips(), thumbnails.Ours));
foreach (var type in new[]
{
    typeof(ThumbnailBenchmarks), typeof(ResamplerBenchmarks), typeof(DecoderBenchmarks), typeof(WriterBenchmarks),
})
{
    table.Add(BenchmarkRunner.Run(type, config));
}

table.Write(path);
