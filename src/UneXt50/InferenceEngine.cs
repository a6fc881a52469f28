namespace UneXt50;

/// <summary>What computes a network.</summary>
public enum InferenceEngine
{
    /// <summary>
    /// The native engine where it knows the whole network and is not slower on this processor, onnxruntime elsewhere.
    /// </summary>
    Auto,

    /// <summary>Our own, for int8 networks of the ResNet family: loads at once, and needs no other library.</summary>
    Native,

    /// <summary>onnxruntime, for every network.</summary>
    OnnxRuntime,
}
