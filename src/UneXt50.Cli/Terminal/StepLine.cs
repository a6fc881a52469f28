using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Cli.Terminal;

/// <summary>A line on the terminal that says which step a long task is at, and how far.</summary>
internal sealed class StepLine(bool visible)
    : IProgress<EvaluationProgress>, IProgress<BenchmarkProgress>, IProgress<double>, IDisposable
{
    private (string Step, int Percent) _shown;

    public void Report(EvaluationProgress value) => Show(value.Step, value.Fraction);

    public void Report(BenchmarkProgress value) => Show(value.Step, value.Fraction);

    public void Report(double value) => Show("compared", value);

    public void Dispose()
    {
        if (visible) StatusLine.Clear();
    }

    private void Show(string step, double fraction)
    {
        var now = (step, (int)(100 * fraction));
        if (!visible || now == _shown) return;
        _shown = now;
        StatusLine.Show($"{step} {now.Item2} %");
    }
}
