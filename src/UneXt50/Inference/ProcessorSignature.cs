using System.Runtime.InteropServices;

namespace UneXt50.Inference;

/// <summary>What onnxruntime may look at when it chooses how a graph is to be run on this processor.</summary>
internal static class ProcessorSignature
{
    private static readonly string[] Told =
        ["Features", "CPU implementer", "CPU part", "vendor_id", "model name", "flags"];

    /// <summary>Kind and instruction sets of the first core, from /proc/cpuinfo; null where that is missing.</summary>
    public static string? Read()
    {
        try
        {
            var lines = File.ReadLines("/proc/cpuinfo")
                .SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0)
                .Where(line => Told.Any(key => line.StartsWith(key, StringComparison.Ordinal)));
            return $"{RuntimeInformation.ProcessArchitecture}\n{string.Join('\n', lines)}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
