namespace UneXt50;

/// <summary>What a provider runs of a network.</summary>
/// <param name="Provider">As onnxruntime calls it, without "ExecutionProvider": "CUDA".</param>
/// <param name="Nodes">How many nodes; what a provider has made one of counts as one.</param>
/// <param name="WorkingNodes">How many of these compute, and do not only convert or rearrange numbers.</param>
public sealed record ProviderNodes(string Provider, int Nodes, int WorkingNodes);
