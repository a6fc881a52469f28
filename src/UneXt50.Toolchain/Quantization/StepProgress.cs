namespace UneXt50.Toolchain.Quantization;

/// <summary>Counts photos done, from several threads, and reports them in order.</summary>
internal sealed class StepProgress
{
    private readonly Lock _reporting = new();
    private readonly string _step;
    private readonly int _total;
    private readonly IProgress<QuantizationProgress>? _progress;
    private int _done;

    public StepProgress(string step, int total, IProgress<QuantizationProgress>? progress)
    {
        (_step, _total, _progress) = (step, total, progress);
        progress?.Report(new QuantizationProgress(step, 0));
    }

    public void Advance()
    {
        if (_progress is null) return;
        lock (_reporting) _progress.Report(new QuantizationProgress(_step, (double)++_done / _total));
    }
}
