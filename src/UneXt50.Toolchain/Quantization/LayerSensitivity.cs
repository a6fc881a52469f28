using Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Finds the layers whose quantization hurts most, and leaves as few of them float as bring the network within a
/// budget.
/// </summary>
/// <param name="model">The float model whose weights are quantized.</param>
/// <param name="plan">The plan of its graph.</param>
/// <param name="quantizer">Makes int8 models of it.</param>
/// <param name="choice">How its ranges are chosen.</param>
/// <param name="search">Compares them with the float network.</param>
internal sealed class LayerSensitivity(
    ModelProto model, QuantizationPlan plan, Quantizer quantizer, RangeChoice choice, RangeSearch search)
{
    /// <summary>Enough to tell bad layers from good ones; the loss itself is taken on all photos.</summary>
    private const int RankingPhotos = 64;

    /// <summary>Keeps the worst layers float, ever more of them, until the loss is within the budget.</summary>
    /// <param name="best">What the whole integer network was like.</param>
    /// <param name="budget">How much may be lost, 0 to 1.</param>
    /// <param name="kept">Layers that stay float; grows.</param>
    /// <returns>The quantizer of the plan that was arrived at, and what its network is like.</returns>
    public (Quantizer Quantizer, QuantizationCandidate Candidate) Narrow(
        QuantizationCandidate best, double budget, HashSet<string> kept)
    {
        if (best.Fidelity.Loss <= budget) return (quantizer, best);
        var ranking = Ranking();
        var found = Keeping(ranking, best, kept);
        // Doubled until it suffices, then halved to the fewest; with all of them there is nothing left to lose.
        var (tooFew, enough) = (0, 1);
        for (; enough < ranking.Count; (tooFew, enough) = (enough, Math.Min(2 * enough, ranking.Count)))
        {
            if (found(enough).Candidate.Fidelity.Loss <= budget) break;
        }

        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            if (found(middle).Candidate.Fidelity.Loss <= budget) enough = middle;
            else tooFew = middle;
        }

        var result = found(enough);
        kept.UnionWith(ranking.Take(enough));
        return result;
    }

    /// <summary>What a network is like that keeps so many of the ranking's first layers.</summary>
    private Func<int, (Quantizer Quantizer, QuantizationCandidate Candidate)> Keeping(
        List<string> ranking, QuantizationCandidate best, HashSet<string> kept)
    {
        var known = new Dictionary<int, (Quantizer, QuantizationCandidate)>();
        return count =>
        {
            if (known.TryGetValue(count, out var found)) return found;
            var narrower = quantizer.With(plan.Keeping([.. kept, .. ranking.Take(count)]));
            var fidelity = search.Fidelity(narrower.Quantize(choice), $"trying {count} layers in float");
            return known[count] = (narrower, best with { Fidelity = fidelity });
        };
    }

    /// <summary>The integer layers, by how near the network comes to float when one alone is left in float.</summary>
    private List<string> Ranking() =>
    [
        .. model.Graph.Node.Where(plan.IsComputing).Select(node => node.Output[0]).ToList()
            .Select(layer => (Layer: layer, Distance: Without(layer)))
            .OrderBy(item => item.Distance).Select(item => item.Layer),
    ];

    private double Without(string layer)
    {
        var narrower = quantizer.With(plan.Keeping([.. plan.KeptFloat, layer]));
        return search.Fidelity(narrower.Quantize(choice), $"ranking {layer}", RankingPhotos).Distance;
    }
}
