namespace UneXt50.Inference.Native;

/// <summary>A graph that the native engine does not know whole; onnxruntime may.</summary>
/// <param name="reason">What it does not know, to be read after "because".</param>
internal sealed class UnsupportedGraph(string reason) : Exception(reason);
