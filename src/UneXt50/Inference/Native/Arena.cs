namespace UneXt50.Inference.Native;

/// <summary>
/// Places for all activations of a run in one piece of memory: those that are never needed at the same time share it.
/// </summary>
internal static class Arena
{
    private const int Alignment = 64;
    private const long Largest = 1 << 30;

    /// <summary>Places the activations of a plan.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="slack">Bytes behind each that may be read or written past its end.</param>
    /// <param name="keepAll">Whether none may share memory, so that all can be looked at after a run.</param>
    /// <returns>Bytes of the whole.</returns>
    /// <exception cref="UnsupportedGraph">It would need more than a gigabyte.</exception>
    public static int Place(NetworkPlan plan, int slack, bool keepAll)
    {
        var lastUse = LastUses(plan, keepAll);
        var placed = new List<Activation>();
        var end = 0L;
        for (var step = 0; step < plan.Activations.Count; step++)
        {
            var activation = plan.Activations[step];
            placed.RemoveAll(other => lastUse[other] < step);
            var size = Size(activation);
            var offset = 0L;
            foreach (var other in placed.OrderBy(other => other.Offset))
            {
                if (offset + size <= other.Offset) break;
                offset = Math.Max(offset, other.Offset + Size(other));
            }

            end = Math.Max(end, offset + size);
            if (end > Largest) throw new UnsupportedGraph("its activations need more than 1 GB");
            activation.Offset = (int)offset;
            placed.Add(activation);
        }

        return (int)end;

        long Size(Activation activation) => (activation.Bytes + slack + Alignment - 1) / Alignment * Alignment;
    }

    /// <summary>The step that reads each last; the step that makes an activation has its number.</summary>
    private static Dictionary<Activation, int> LastUses(NetworkPlan plan, bool keepAll)
    {
        var last = new Dictionary<Activation, int>();
        foreach (var activation in plan.Activations) last[activation] = keepAll ? int.MaxValue : -1;
        for (var layer = 0; layer < plan.Layers.Count && !keepAll; layer++)
        {
            foreach (var input in plan.Layers[layer].Inputs) last[input] = layer + 1;
        }

        last[plan.Last] = int.MaxValue;
        return last;
    }
}
