using System.Text.Json;
using UneXt50.Diagnostics.Machine;
using UneXt50.Writers;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>What <see cref="Benchmark"/> measured. Its JSON has these names in snake_case.</summary>
public sealed record BenchmarkReport
{
    /// <summary>The version of this shape; new fields do not raise it.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>When it was measured.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The machine.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>How the machine was before.</summary>
    public required MachineState Before { get; init; }

    /// <summary>How the machine was afterwards.</summary>
    public required MachineState After { get; init; }

    /// <summary>The model.</summary>
    public required BenchmarkedModel Model { get; init; }

    /// <summary>How it was measured.</summary>
    public required BenchmarkSettings Settings { get; init; }

    /// <summary>What a fresh process takes; null when no program was named.</summary>
    public ColdStart? ColdStart { get; init; }

    /// <summary>Loading the model, in a process that has the runtime library already.</summary>
    public required SampleStatistics LoadMilliseconds { get; init; }

    /// <summary>The first photo after loading: decode, preprocess and network.</summary>
    public required double FirstRunMilliseconds { get; init; }

    /// <summary>The times of single photos, warm.</summary>
    public required StageFigures LatencyMilliseconds { get; init; }

    /// <summary>Many photos at once.</summary>
    public required Throughput Throughput { get; init; }

    /// <summary>
    /// What each step up to the first answer added to resident memory; null where the system does not tell.
    /// </summary>
    public required MemoryBill? Memory { get; init; }

    /// <summary>Numbers of threads and batches; empty when only one of each was asked for.</summary>
    public IReadOnlyList<SweepCell> Sweep { get; init; } = [];

    /// <summary>Another model; null when none was named.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>The network taken apart; null when that was not asked for.</summary>
    public SplitEncoderReport? SplitEncoder { get; init; }

    /// <summary>What became of the gates.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>Every run behind <see cref="LatencyMilliseconds"/>.</summary>
    public required IReadOnlyList<RunSample> Runs { get; init; }

    /// <summary>The report as a JSON document, indented, ended with a line feed.</summary>
    public byte[] ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, ResultsJson.Document))
        {
            JsonSerializer.Serialize(json, this, BenchmarkJson.Default.BenchmarkReport);
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}
