namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Tells by its first bytes what a file given as a checkpoint is, where it is none.</summary>
internal static class CheckpointFormat
{
    private const string Give = "give a file written by torch.save or safetensors";
    private const string SaveWithTorch = "load it where it was written, and torch.save the network's state_dict()";
    private const string ToOnnx = $"export the network to ONNX, then use {Setting.DescribeModel}";
    private const string FromTensorFlow = $"convert it to ONNX with tf2onnx, then use {Setting.DescribeModel}";

    /// <summary>The first bytes of a file; what it does not have is 0.</summary>
    public static byte[] Start(FileStream stream)
    {
        var start = new byte[FileFormat.BytesNeeded];
        stream.Position = 0;
        stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start;
    }

    /// <summary>What is said of a file that begins so.</summary>
    public static CheckpointDamage Refusal(byte[] start)
    {
        var (name, remedy) = start switch
        {
            [0x80, >= 2 and <= 5, ..] => ("a pickle, but not one that torch.save wrote", SaveWithTorch),
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => ("an HDF5 file, as Keras writes them", ToOnnx),
            [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] =>
                ("a TensorFlow Lite model", FromTensorFlow),
            [8, >= 3 and <= 31, 0x3A, ..] => Onnx,
            [8, >= 2 and <= 31, 0x12, > 0 and < 64 and var length, ..] when IsText(start.AsSpan(4, length)) => Onnx,
            [8, 1, 0x12, ..] => ("a TensorFlow model", FromTensorFlow),
            _ => FileFormat.Recognize(start.AsSpan().TrimEnd((byte)0)) switch
            {
                { Kind: FileFormat.Group.Archive or FileFormat.Group.Other } format => (format.Name, format.Remedy),
                { } picture => (picture.Name, Give),
                null when IsText(start.AsSpan().TrimEnd((byte)0)) => ("a text file", Give),
                null => ("", Give),
            },
        };
        var problem = name.Length > 0 ? $"it is not a checkpoint: it is {name}" : "it is not a checkpoint";
        return new CheckpointDamage(problem, remedy);
    }

    private static (string Name, string Remedy) Onnx => ("an ONNX model", $"use {Setting.DescribeModel} for it");

    private static bool IsText(ReadOnlySpan<byte> bytes) =>
        !bytes.ContainsAnyInRange<byte>(0, 8) && !bytes.ContainsAnyInRange<byte>(14, 31);
}
