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
    private enum Format
    {
        /// <summary>For people; may change in any release.</summary>
        Text,

        /// <summary>One object with everything.</summary>
        Json,

        /// <summary>One row for each figure.</summary>
        Csv,
    }

    public static Command Create()
    {
        var options = new BenchOptions();
        var output = OutputOption.Create("the report");
        var format = new FormatOption<Format>(
            output, "Format of the report; text is for people and may change",
            [("text", Format.Text), ("json", Format.Json), ("csv", Format.Csv)]);
        var html = TextOption.Create("--html", "file", "Write a page with charts too");
        var quiet = QuietOption.Create();
        var command = new DocumentedCommand(
            "bench", "Measure start, latency, throughput and memory on this machine.")
        {
            MostUsed =
            [
                "--model", "--photos", "--compare", "--compare-engines", "--threads", "--batch", "--runs", "--assert",
                "--out", "--html",
            ],
            Examples =
            [
                ("unext50 bench", "the default model on one thread"),
                ("unext50 bench --threads 1,2,4 --batch 1,2,4 --html bench.html", "a sweep, and a page to look at"),
                ("unext50 bench model.int8.onnx --compare model.onnx --runs 200",
                    "two models measured in turns, and their ratio"),
                ("unext50 bench --assert 'p95 < 80ms' --assert 'cold_start.peak_resident_bytes < 150MB'",
                    "fails a build that has become slower"),
                ("unext50 bench --split-encoder", "what a separate encoder would cost"),
                ("unext50 bench --duration 600 --format json --out bench.json",
                    "ten minutes for each measurement, to see the machine throttle"),
            ],
        };
        options.AddTo(command);
        command.Add(OptionGroup.Output, output);
        format.AddTo(command);
        command.Add(OptionGroup.Output, html, quiet);
        command.RequireIfGiven(html, "html");
        command.SetAction(parsed =>
        {
            var gates = options.Gates(parsed);
            var measured = Measure(parsed, options, parsed.GetValue(quiet));
            var report = measured with { Gates = [.. gates.Select(gate => gate.Check(measured))] };
            Write(report, format.Of(parsed.CommandResult), parsed.GetRequiredValue(output));
            if (parsed.GetValue(html) is { } page) BenchmarkPage.Write(page, report);
            foreach (var gate in report.Gates.Where(gate => !gate.Holds))
                Messages.Note($"{gate.Gate} does not hold: {gate.Finding()}");
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

    private static void Write(BenchmarkReport report, Format format, string path)
    {
        using var output = OutputFile.Create(path);
        output.Write(format switch
        {
            Format.Json => report.ToJson(),
            Format.Csv => Encoding.UTF8.GetBytes(BenchmarkCsv.Render(report)),
            _ => Encoding.UTF8.GetBytes(BenchmarkText.Render(report)),
        });
        output.Complete();
    }
}
