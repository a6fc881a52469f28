using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Diagnostics.Machine;

namespace UneXt50.Diagnostics.Tests.Benchmarking;

/// <summary>A report in which everything was measured, with figures that can be recognised.</summary>
internal static class Reports
{
    private static readonly SampleStatistics Times = new(4, 11, 10, 11, 12, 12.5, 12.75, 13, 1);
    private static readonly PairedRatio Ratio = new(2, 1.9, 2.1, 4);
    private static readonly DirectAndSplit Both = new(100, 150);
    private static readonly MachineState State = new(
        new TemperatureState("cpu-thermal", 82.5), new ClockState(600, 1500, 2400, "ondemand"),
        new ThrottleState(ThrottleCauses.Heat, ThrottleCauses.None), new MemoryState(1_000_000_000, 500_000_000, null));

    public static BenchmarkReport Full() => new()
    {
        MeasuredAt = DateTimeOffset.UnixEpoch,
        Machine = MachineFacts.Read(),
        Before = State,
        After = State,
        Model = new BenchmarkedModel("/models/<b>\e[31m.onnx", 1_000_000, "00", "tiny", "int8", 32, "native (AVX2)"),
        Settings = new BenchmarkSettings("synthetic 640x480", 1, false, 5, TukeyFences.Rule, PairedRatio.Method),
        ColdStart = new ColdStart(Times, Times, 50_000_000),
        LoadMilliseconds = Times,
        FirstRunMilliseconds = 40,
        LatencyMilliseconds = Stages(),
        Throughput = new Throughput(4, 90, 1.05),
        Memory = MemoryBill.Open(),
        Sweep = [new SweepCell(1, 1, Times, 1), new SweepCell(2, 4, Times, 1.8)],
        Comparison = new Comparison(
            new BenchmarkedModel("other.onnx", 4_000_000, "11", "tiny", "float32", 32, "onnxruntime 1.31.1"),
            Times, Stages(), Ratio, Ratio),
        SplitEncoder = new SplitEncoderReport(
            Both, Both, Both, Both, Both, Ratio, new SplitAgreement(17, 17, 0.5, 0.25)),
        Gates = [new GateResult("p95 < 5ms", "latency_milliseconds.total.p95", 12.5, false)],
        Runs =
        [
            new RunSample(0, 1, 1, 8, 10, false, false), new RunSample(0.01, 1, 1, 9, 11, false, true),
            new RunSample(0.02, 1, 1, 11, 13, true, true), new RunSample(0.03, 1, 1, 9, 11, false, false),
        ],
    };

    private static StageFigures Stages() => new(Times, Times, Times, Times);
}
