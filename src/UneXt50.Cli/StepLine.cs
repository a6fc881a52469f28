using UneXt50.Toolchain.Quantization;

namespace UneXt50.Cli;

/// <summary>A line on the terminal that says which step a long task is at, and how far.</summary>
internal sealed class StepLine(bool visible) : IProgress<QuantizationProgress>, IDisposable
{
    private const string ClearLine = "\r\e[K";

    private (string Step, int Percent) _shown;

    public void Report(QuantizationProgress value)
    {
        var now = (value.Step, (int)(100 * value.Fraction));
        if (!visible || now == _shown) return;
        _shown = now;
        Console.Error.Write($"{ClearLine}{value.Step} {now.Item2} %");
    }

    public void Dispose()
    {
        if (visible) Console.Error.Write(ClearLine);
    }
}
