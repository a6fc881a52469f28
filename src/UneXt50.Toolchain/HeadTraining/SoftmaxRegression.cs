using System.Numerics.Tensors;
using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// Multinomial logistic regression on some rows of a matrix: mean cross-entropy plus, for strength C and n rows,
/// |W|^2 / (2 C n) without the intercepts. That is scikit-learn's objective divided by C n.
/// </summary>
internal sealed class SoftmaxRegression
{
    private readonly Matrix _inputs;
    private readonly int[] _rows;
    private readonly int[] _classes;
    private readonly int _classCount;
    private readonly Matrix _residuals;
    private readonly double[] _weights;

    /// <param name="inputs">The rows; their last column is 1, for the intercepts.</param>
    /// <param name="rows">Which of them to learn from.</param>
    /// <param name="classes">The class of each row of <paramref name="inputs"/>.</param>
    /// <param name="classCount">How many classes there are, whether or not the rows have all of them.</param>
    public SoftmaxRegression(Matrix inputs, int[] rows, int[] classes, int classCount)
    {
        (_inputs, _rows, _classes, _classCount) = (inputs, rows, classes, classCount);
        _residuals = new Matrix(rows.Length, classCount);
        _weights = new double[classCount * inputs.Columns];

        // With the classes' shares as a start, one that no row has stays at a probability of nothing.
        for (var k = 0; k < classCount; k++)
        {
            var count = rows.Count(row => classes[row] == k);
            Weights(k)[^1] = count > 0 ? Math.Log((double)count / rows.Length) : -30;
        }
    }

    /// <summary>Weights of class <paramref name="k"/>, the intercept last.</summary>
    public Span<double> Weights(int k) => _weights.AsSpan(k * _inputs.Columns, _inputs.Columns);

    /// <summary>Finds the weights for a strength, starting from those of the last.</summary>
    /// <param name="strength">C.</param>
    /// <param name="tolerance">The most that any part of the gradient may be at the end.</param>
    /// <param name="cancellation">Stops between two evaluations; the weights are then of no use.</param>
    public void Fit(double strength, double tolerance, CancellationToken cancellation)
    {
        var penalty = 1 / (strength * _rows.Length);
        Lbfgs.Minimize((weights, gradient) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Evaluate(weights, gradient, penalty);
        }, _weights, tolerance);
    }

    /// <summary>Writes the logits of an input.</summary>
    public void Logits(ReadOnlySpan<double> input, Span<double> logits) => Logits(_weights, input, logits);

    private void Logits(ReadOnlySpan<double> weights, ReadOnlySpan<double> input, Span<double> logits)
    {
        for (var k = 0; k < _classCount; k++)
        {
            logits[k] = TensorPrimitives.Dot(weights.Slice(k * input.Length, input.Length), input);
        }
    }

    private double Evaluate(ReadOnlySpan<double> weights, Span<double> gradient, double penalty)
    {
        double loss = 0;
        for (var i = 0; i < _rows.Length; i++)
        {
            var residual = _residuals[i];
            var label = _classes[_rows[i]];
            Logits(weights, _inputs[_rows[i]], residual);
            var logit = residual[label];
            loss += Softmax.Apply(residual) - logit;
            residual[label] -= 1;
        }

        var (width, scale) = (_inputs.Columns, 1.0 / _rows.Length);
        var squares = 0.0;
        for (var k = 0; k < _classCount; k++)
        {
            var slice = gradient.Slice(k * width, width);
            var penalised = weights.Slice(k * width, width - 1);
            TensorPrimitives.Multiply(penalised, penalty, slice);
            slice[^1] = 0;
            for (var i = 0; i < _rows.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(_inputs[_rows[i]], _residuals[i][k] * scale, slice, slice);
            }

            squares += TensorPrimitives.SumOfSquares(penalised);
        }

        return (loss * scale) + (penalty * squares / 2);
    }
}
