using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Onnx;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

/// <summary>Runs a model as the library does.</summary>
internal static class OnnxRun
{
    /// <summary>Features and logits of each photo, one behind the other.</summary>
    public static float[] Outputs(ModelProto model, float[] images, int size) =>
        Outputs(model.ToByteArray(), images, size);

    /// <summary>Features and logits of each photo, one behind the other.</summary>
    public static float[] Outputs(byte[] model, float[] images, int size, string input = "image")
    {
        // Asking for the version starts the native library the way the product does, with telemetry off.
        Assert.NotEmpty(NativeRuntime.Version);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        using var run = new RunOptions();
        long[] shape = [images.Length / (3 * size * size), 3, size, size];
        using var image = OrtValue.CreateTensorValueFromMemory(images, shape);
        using var results = session.Run(run, [input], [image], ["features", "logits"]);
        var photos = (int)shape[0];
        var rows = Rows(results[0], photos).Zip(Rows(results[1], photos));
        return [.. rows.SelectMany(row => row.First.Concat(row.Second))];
    }

    private static IEnumerable<float[]> Rows(OrtValue output, int count)
    {
        var values = output.GetTensorDataAsSpan<float>().ToArray();
        return values.Chunk(values.Length / count);
    }

    /// <summary>The largest difference of two lists of equal length.</summary>
    public static float Difference(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second));
    }
}
