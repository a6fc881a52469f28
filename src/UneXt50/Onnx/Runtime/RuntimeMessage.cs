using Microsoft.ML.OnnxRuntime;

namespace UneXt50.Onnx.Runtime;

/// <summary>What onnxruntime says of a failure, without its codes, source lines and function names.</summary>
internal static class RuntimeMessage
{
    private const string Mark = "[ONNXRuntimeError] : ";
    private const int Most = 300;

    public static string Of(OnnxRuntimeException failure) => Of(failure.Message);

    public static string Of(string message)
    {
        var text = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // "... [ONNXRuntimeError] : 1 : FAIL : what is wrong"
        if (text.LastIndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at
            && text[(at + Mark.Length)..].Split(" : ", 3) is [_, _, var told]) text = told;
        else if (text.StartsWith("[ErrorCode:", StringComparison.Ordinal) && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            text = text[(end + 1)..].Trim();
        return text.Length <= Most ? text : text[..Most] + "...";
    }
}
