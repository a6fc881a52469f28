using UneXt50.Statistics;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>One item of a <see cref="MemoryBill"/>.</summary>
/// <param name="Item">What was done: "onnxruntime", "network".</param>
/// <param name="Memory">What became resident by it; negative where it gave memory back.</param>
public sealed record MemoryCharge(string Item, ResidentMemory Memory);
