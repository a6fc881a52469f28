using System.Numerics.Tensors;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// Minimises a smooth convex function: limited-memory BFGS with a backtracking line search (Nocedal and Wright,
/// Numerical Optimization, algorithms 7.4 and 3.1).
/// </summary>
internal static class Lbfgs
{
    /// <summary>Value at a point; writes the gradient there.</summary>
    public delegate double Function(ReadOnlySpan<double> point, Span<double> gradient);

    private const int Memory = 10;
    private const int MostIterations = 1000;
    private const double SufficientDecrease = 1e-4;
    private const double SmallestStep = 1e-12;

    /// <summary>Moves <paramref name="point"/> to where no part of the gradient exceeds the tolerance.</summary>
    public static void Minimize(Function function, double[] point, double tolerance)
    {
        var (gradient, direction) = (new double[point.Length], new double[point.Length]);
        var (nextPoint, nextGradient) = (new double[point.Length], new double[point.Length]);
        var pairs = new LinkedList<(double[] Step, double[] Change, double Curvature)>();
        var value = function(point, gradient);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var largest = TensorPrimitives.MaxMagnitude<double>(gradient);
            if (double.Abs(largest) <= tolerance) return;
            WriteDirection(gradient, pairs, direction);
            var slope = TensorPrimitives.Dot<double>(gradient, direction);

            double nextValue;
            // Before the first pair nothing is known of the scale: the first step has length 1 at most.
            var step = pairs.Count > 0 ? 1 : double.Min(1, 1 / TensorPrimitives.Norm<double>(gradient));
            while (true)
            {
                TensorPrimitives.MultiplyAdd(direction, step, point, nextPoint);
                nextValue = function(nextPoint, nextGradient);
                if (nextValue <= value + (SufficientDecrease * step * slope)) break;
                step /= 2;
                // No better point within the precision of doubles: this is the minimum.
                if (step < SmallestStep) return;
            }

            Remember(pairs, point, gradient, nextPoint, nextGradient);
            (value, gradient, nextGradient) = (nextValue, nextGradient, gradient);
            nextPoint.CopyTo(point, 0);
        }
    }

    private static void Remember(
        LinkedList<(double[] Step, double[] Change, double Curvature)> pairs,
        double[] point, double[] gradient, double[] nextPoint, double[] nextGradient)
    {
        var (step, change) = pairs.Count == Memory
            ? (pairs.Last!.Value.Step, pairs.Last.Value.Change) : (new double[point.Length], new double[point.Length]);
        if (pairs.Count == Memory) pairs.RemoveLast();
        TensorPrimitives.Subtract<double>(nextPoint, point, step);
        TensorPrimitives.Subtract<double>(nextGradient, gradient, change);
        var curvature = TensorPrimitives.Dot<double>(step, change);
        if (curvature > 0) pairs.AddFirst((step, change, curvature));
    }

    // The two loops that multiply the gradient by the approximate inverse Hessian; newest pair first.
    private static void WriteDirection(
        ReadOnlySpan<double> gradient, LinkedList<(double[] Step, double[] Change, double Curvature)> pairs,
        Span<double> direction)
    {
        TensorPrimitives.Negate(gradient, direction);
        if (pairs.First is not { } newest) return;
        var weights = new Stack<double>();
        for (var node = pairs.First; node is not null; node = node.Next)
        {
            var (step, change, curvature) = node.Value;
            weights.Push(TensorPrimitives.Dot<double>(step, direction) / curvature);
            TensorPrimitives.MultiplyAdd(change, -weights.Peek(), direction, direction);
        }

        var scale = newest.Value.Curvature / TensorPrimitives.Dot<double>(newest.Value.Change, newest.Value.Change);
        TensorPrimitives.Multiply(direction, scale, direction);
        for (var node = pairs.Last; node is not null; node = node.Previous)
        {
            var (step, change, curvature) = node.Value;
            var correction = weights.Pop() - (TensorPrimitives.Dot<double>(change, direction) / curvature);
            TensorPrimitives.MultiplyAdd(step, correction, direction, direction);
        }
    }
}
