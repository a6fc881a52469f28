namespace UneXt50.Onnx;

/// <summary>Tells by its first bytes what a file given as a model is, where it is no ONNX model.</summary>
internal static class ModelFormat
{
    private const string Checkpoint =
        $"make a model of a checkpoint with {Setting.ImportModel}, or export the network with torch.onnx.export";

    /// <summary>What a file is and what to do, by its next bytes; null where they do not tell.</summary>
    public static (string Problem, string Remedy)? Refusal(Stream file)
    {
        Span<byte> start = stackalloc byte[FileFormat.BytesNeeded];
        return Refusal(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }

    /// <summary>What the file is and what to do; null where its first bytes do not tell.</summary>
    /// <param name="start">The first <see cref="FileFormat.BytesNeeded"/> bytes, or all of a shorter file.</param>
    public static (string Problem, string Remedy)? Refusal(ReadOnlySpan<byte> start)
    {
        if (IsTorch(start)) return ("it is a PyTorch file, not an ONNX model", Checkpoint);
        // Safetensors: the length of a JSON header, then the header.
        if (start.Length > 9 && start[5..8].IndexOfAnyExcept((byte)0) < 0 && start[8..].StartsWith("{\""u8))
            return ("it holds tensors (safetensors), no graph", $"make a model of it with {Setting.ImportModel}");
        if (Marked(start, "TFL3"u8))
        {
            return ("it is a TensorFlow Lite model",
                "convert it with 'python -m tf2onnx.convert --tflite NAME --output NAME.onnx'");
        }

        if (Marked(start, "ORTM"u8)) return ("it is onnxruntime's own format", "give the ONNX model it was made from");
        if (start.StartsWith("PK"u8) && start.IndexOf("metadata.json"u8) >= 0)
            return ("it is a Keras model", "export it with Keras's model.export(..., format=\"onnx\") or with tf2onnx");
        if (FileFormat.Recognize(start) is not { } format) return null;
        return ($"it is {format.Name}",
            format.Kind is FileFormat.Group.Archive or FileFormat.Group.Other ? format.Remedy : "give an ONNX model");
    }

    /// <summary>A zip with a pickle, whose first member tells, or a pickle as torch wrote it before 1.6.</summary>
    private static bool IsTorch(ReadOnlySpan<byte> start) =>
        start.StartsWith("PK"u8) && (start.IndexOf("/data.pkl"u8) >= 0 || start.IndexOf("/constants.pkl"u8) >= 0
            || start.IndexOf("/version"u8) >= 0 || start.IndexOf("/byteorder"u8) >= 0 || start.IndexOf("/code/"u8) >= 0)
        || start.Length > 2 && start[0] == 0x80 && start[1] is >= 2 and <= 5;

    /// <summary>Flatbuffers carry four letters behind their first offset.</summary>
    private static bool Marked(ReadOnlySpan<byte> start, ReadOnlySpan<byte> letters) =>
        start.Length >= 8 && start[4..].StartsWith(letters);
}
