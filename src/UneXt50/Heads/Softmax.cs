using System.Numerics.Tensors;

namespace UneXt50.Heads;

/// <summary>Logits to probabilities.</summary>
internal static class Softmax
{
    /// <summary>exp(z - max) / sum, in place; returns log of sum of exp(z).</summary>
    public static double Apply(Span<double> logits)
    {
        var largest = TensorPrimitives.Max<double>(logits);
        TensorPrimitives.Subtract(logits, largest, logits);
        TensorPrimitives.Exp<double>(logits, logits);
        var sum = TensorPrimitives.Sum<double>(logits);
        TensorPrimitives.Divide(logits, sum, logits);
        return largest + Math.Log(sum);
    }
}
