namespace UneXt50.Toolchain.Evaluation;

/// <summary>Counts photos done, from several threads, and reports them in order.</summary>
internal sealed class StepProgress
{
    private readonly Lock _reporting = new();
    private readonly string _step;
    private readonly int _total;
    private readonly IProgress<EvaluationProgress>? _progress;
    private int _done;

    public StepProgress(string step, int total, IProgress<EvaluationProgress>? progress)
    {
        (_step, _total, _progress) = (step, total, progress);
        progress?.Report(new EvaluationProgress(step, 0));
    }

    public void Advance()
    {
        if (_progress is null) return;
        lock (_reporting) _progress.Report(new EvaluationProgress(_step, (double)++_done / _total));
    }
}

/// <summary>How far a quantization or a verification is.</summary>
/// <param name="Step">What is being done, for people: "calibrating: histograms".</param>
/// <param name="Fraction">How much of this step is done, 0 to 1. Every step begins with 0 and ends with 1.</param>
public readonly record struct EvaluationProgress(string Step, double Fraction);
