using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using UneXt50.Benchmarks;

// dotnet run -c Release --project tests/UneXt50.Benchmarks -- FILE.csv [--ratios]
// Writes the ratios of things measured in turns, in processor time, to the file; and, unless --ratios asks for those
// alone, the times that BenchmarkDotNet finds, which need an idle machine.
if (args is not [var path, ..])
{
    Console.Error.WriteLine("usage: UneXt50.Benchmarks FILE.csv [--ratios]");
    return 2;
}

var table = new ResultsTable();
InTurns.AddTo(table);
if (!args.Contains("--ratios"))
{
    // In this process: BenchmarkDotNet would otherwise build a project of its own, which knows nothing of our lock
    // files.
    var config = DefaultConfig.Instance
        .AddJob(Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .WithArtifactsPath(Directory.CreateTempSubdirectory("unext50-benchmarks-").FullName);
    table.Add(BenchmarkRunner.Run<ThumbnailBenchmarks>(config));
    table.Add(BenchmarkRunner.Run<ResamplerBenchmarks>(config));
    table.Add(BenchmarkRunner.Run<DecoderBenchmarks>(config));
    table.Add(BenchmarkRunner.Run<WriterBenchmarks>(config));
}

table.Write(path);
return 0;
