using System.CommandLine;
using System.Text;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Diagnostics.SplitEncoder;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 bench</c>: how fast a model is on this machine, and whether that is fast enough.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var options = new BenchOptions();
        var output = new Option<string>("--out", "-o")
        {
            Description = "Where the report goes, - for standard output",
            HelpName = "file",
            DefaultValueFactory = _ => "-",
        };
        var format = new FormatOption<BenchFormat>(
            output, "text is for people and may change; the others are for programs",
            [("text", BenchFormat.Text), ("json", BenchFormat.Json), ("csv", BenchFormat.Csv)]);
        var html = new Option<string?>("--html") { Description = "Write a page with charts too", HelpName = "file" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress" };
        var command = new DocumentedCommand(
            "bench", "Measure start, load, latency, throughput and memory on this machine.")
        {
            Examples =
            [
                ("unext50 bench", "the default model on one thread"),
                ("unext50 bench --threads 1,2,4 --batch 1,2,4 --html bench.html", "a sweep, and a page to look at"),
                ("unext50 bench model.int8.onnx --compare model.onnx --runs 200",
                    "two models in turns, and their ratio"),
                ("unext50 bench --assert 'p95 < 80ms' --assert 'cold_start.peak_resident_bytes < 150MB'",
                    "for a build that must not become slower"),
                ("unext50 bench --split-encoder", "what an encoder of its own would cost"),
                ("unext50 bench --duration 600 --format json --out bench.json", "ten minutes, to see it throttle"),
            ],
        };
        options.AddTo(command);
        foreach (var option in new Option[] { output, html, quiet }) command.Add(option);
        format.AddTo(command);
        command.RequireIfGiven(html, "html");
        command.SetAction(parsed =>
        {
            var gates = options.Gates(parsed);
            var measured = Measure(parsed, options, parsed.GetValue(quiet));
            var report = measured with { Gates = [.. gates.Select(gate => gate.Check(measured))] };
            Write(report, format.Of(parsed.CommandResult), parsed.GetRequiredValue(output));
            if (parsed.GetValue(html) is { } page) BenchmarkPage.Write(page, report);
            return report.Gates.All(gate => gate.Holds) ? ExitCodes.Done : ExitCodes.GateFailed;
        });
        return command;
    }

    private static BenchmarkReport Measure(ParseResult parsed, BenchOptions options, bool quiet)
    {
        using var progress = new StepLine(StatusLine.IsWanted(quiet));
        var request = options.Request(parsed);
        var report = Benchmark.Run(request, progress);
        return options.SplitEncoder(parsed)
            ? report with { SplitEncoder = SplitEncoderBenchmark.Run(request, progress) } : report;
    }

    private static void Write(BenchmarkReport report, BenchFormat format, string path)
    {
        using var output = OutputFile.Create(path);
        output.Write(format switch
        {
            BenchFormat.Json => report.ToJson(),
            BenchFormat.Csv => Encoding.UTF8.GetBytes(BenchmarkCsv.Of(report)),
            _ => Encoding.UTF8.GetBytes(BenchmarkText.Of(report)),
        });
        output.Complete();
    }
}
