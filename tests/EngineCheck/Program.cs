using System.Diagnostics;
using UneXt50;
using UneXt50.Inference.Native;
using UneXt50.Inference.Native.Kernels;
using UneXt50.Tests;

// EngineCheck GOLDEN_FOLDER: every kernel that this processor has against a scalar loop, and the golden networks on
// each. EngineCheck MODEL KERNEL THREADS RUNS: loads a model and runs it so often, for counting instructions.
if (args is [var folder])
{
    var failures = 0;
    foreach (var kernel in ProductKernel.Supported())
    {
        var faults = new List<string?>();
        foreach (var kind in KernelCheck.Kinds)
        {
            for (var depth = 1; depth <= 4608; depth += depth < 70 ? 1 : 477)
                faults.Add(KernelCheck.Fault(kernel, depth, kind, seed: depth));
            if (!kernel.HasNarrow) continue;
            for (var seed = 1; seed <= 9; seed++)
            {
                faults.Add(KernelCheck.NarrowFault(kernel, 4, kind, seed));
                faults.Add(KernelCheck.NarrowFault(kernel, 8, kind, seed));
            }
        }

        Tell($"{kernel.Name}: sums of {faults.Count} tiles", faults);
        faults.Clear();
        foreach (var name in GoldenNetwork.Names)
        {
            var golden = new GoldenNetwork(folder, name);
            faults.AddRange(golden.Fault(kernel, threads: 1), golden.Fault(kernel, threads: 3));
        }

        Tell($"{kernel.Name}: golden networks", faults);
    }

    return failures == 0 ? 0 : 1;

    void Tell(string what, List<string?> faults)
    {
        var fault = faults.Find(fault => fault is not null);
        if (fault is not null) failures++;
        Console.WriteLine(fault is null ? $"ok {what}" : $"not ok {what}: {fault}");
    }
}

var chosen = ProductKernel.Supported().First(kernel => kernel.Name == args[1] || args[1] == "best");
var start = Stopwatch.GetTimestamp();
using var file = MappedFile.Open(args[0]);
var graph = OnnxReader.Read(file.Bytes);
var size = (int)graph.Inputs[0].Dimensions[2];
using var network = NativeNetwork.Create(graph, file, size, chosen, Arena.Keeping.ForTeam);
var loaded = Stopwatch.GetElapsedTime(start);
using var run = new NativeRun(network, int.Parse(args[2]));
var image = new float[3 * size * size];
var (features, logits) = (new float[network.Plan.FeatureWidth], new float[network.Plan.ClassCount]);
for (var i = 0; i < image.Length; i++) image[i] = (i * 7919 % 997 / 250f) - 2;
var times = new List<double>();
for (var i = 0; i < int.Parse(args[3]); i++)
{
    var began = Stopwatch.GetTimestamp();
    run.Run(image, features, logits);
    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
}

times.Sort();
var fastest = times.Count > 0 ? times[0] : 0;
Console.WriteLine($"{chosen.Name}: load {loaded.TotalMilliseconds:F1} ms, run {fastest:F1} ms, logit {logits[0]:R}");
return 0;
