using System.Globalization;
using System.Text;
using UneXt50.Statistics;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// What each step of a run adds to resident memory: read before and after each, so that every byte has an item. The
/// first is what the program itself has when the bill is opened.
/// </summary>
public sealed class MemoryBill
{
    private readonly List<MemoryCharge> _charges = [];
    private readonly string? _modelPath;
    private ResidentMemory _last;

    private MemoryBill(string? modelPath) => _modelPath = modelPath;

    /// <summary>The items so far, in order; their sum is what was resident at the last one.</summary>
    public IReadOnlyList<MemoryCharge> Charges => _charges;

    /// <summary>Bytes resident at the last item.</summary>
    public long TotalBytes => _last.Total;

    /// <summary>Opens a bill; null where the system does not tell (no /proc).</summary>
    /// <param name="modelPath">The model file that will be loaded, whose pages are counted apart.</param>
    /// <param name="item">What the memory so far is called.</param>
    public static MemoryBill? Open(string? modelPath = null, string item = "program")
    {
        var bill = new MemoryBill(modelPath);
        return bill.Charge(item) ? bill : null;
    }

    /// <summary>Puts what has become resident since the last item down to this one.</summary>
    /// <returns>False when it could not be read, which then goes to the next item.</returns>
    public bool Charge(string item)
    {
        if (ResidentMemory.Read(_modelPath) is not { } now) return false;
        _charges.Add(new MemoryCharge(item, now - _last));
        _last = now;
        return true;
    }

    /// <summary>The bill for people: a line an item, in MB, each ended with a line feed.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        void Line(string item, string code, string model, string own, string sum) =>
            text.Append(CultureInfo.InvariantCulture, $"{item,-16}{code,10}{model,10}{own,10}{sum,10}\n");
        void Row(string item, ResidentMemory memory) => Line(
            item, Mebibytes(memory.Code), Mebibytes(memory.Model), Mebibytes(memory.Private), Mebibytes(memory.Total));

        Line("memory in MB", "code", "model", "private", "sum");
        foreach (var (item, memory) in _charges) Row(item, memory);
        Row("resident", _last);
        Line("at most", "", "", "", MemoryUse.PeakResidentBytes() is { } peak ? Mebibytes(peak) : "unknown");
        return text.ToString();
    }

    private static string Mebibytes(long bytes) =>
        (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}

/// <summary>One item of a <see cref="MemoryBill"/>.</summary>
/// <param name="Item">What was done: "onnxruntime", "network".</param>
/// <param name="Memory">What became resident by it; negative where it gave memory back.</param>
public sealed record MemoryCharge(string Item, ResidentMemory Memory);
