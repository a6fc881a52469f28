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
    /// <param name="keeping">How long each stays.</param>
    /// <returns>Bytes of the whole.</returns>
    /// <exception cref="UnsupportedGraph">It would need more than a gigabyte.</exception>
    public static int Place(NetworkPlan plan, int slack, Keeping keeping)
    {
        var lastUse = LastUses(plan, keeping);
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

    /// <summary>The step up to which each is needed; the step that makes an activation has its number.</summary>
    private static Dictionary<Activation, int> LastUses(NetworkPlan plan, Keeping keeping)
    {
        var last = new Dictionary<Activation, int>();
        foreach (var activation in plan.Activations) last[activation] = keeping == Keeping.All ? int.MaxValue : -1;
        for (var layer = 0; layer < plan.Layers.Count && keeping != Keeping.All; layer++)
        {
            var step = layer + (keeping == Keeping.ForTeam ? 2 : 1);
            foreach (var input in plan.Layers[layer].Inputs) last[input] = step;
        }

        last[plan.Last] = int.MaxValue;
        return last;
    }

    /// <summary>How long activations stay before others take their memory.</summary>
    internal enum Keeping
    {
        /// <summary>Until the last layer that reads them has been computed.</summary>
        ForOneThread,

        /// <summary>For one layer more, which a thread may begin while others are still in the one before.</summary>
        ForTeam,

        /// <summary>For good, so that all can be looked at after a run.</summary>
        All,
    }
}
