using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Toolchain.Quantization;

/// <summary>The first pass over photos: which of them can be used, and what the float network makes of those.</summary>
/// <param name="Usable">The photos that could be used.</param>
/// <param name="Skipped">What was wrong with the others, in the set's order.</param>
/// <param name="Outputs">The network's outputs on the usable photos.</param>
/// <param name="Extremes">The extremes of the observed tensors.</param>
internal sealed record FloatPass(
    PhotoSet Usable, IReadOnlyList<UneXt50Exception> Skipped, NetworkOutputs Outputs, ActivationExtremes Extremes)
{
    /// <summary>Runs the pass.</summary>
    /// <param name="network">The float network, with the observed tensors among its outputs.</param>
    /// <param name="observed">The tensors whose extremes are wanted, perhaps none.</param>
    /// <param name="photos">The photos.</param>
    /// <param name="purpose">What the photos are for, in messages.</param>
    /// <param name="context">Input size, progress and cancellation.</param>
    /// <exception cref="UneXt50Exception">No photo can be used (Input).</exception>
    public static FloatPass Run(
        RunnableGraph network, IReadOnlyList<string> observed, PhotoSet photos, string purpose, PassContext context)
    {
        var extremes = new ActivationExtremes(observed);
        var outputs = new NetworkOutputs(photos.Count);
        var problems = new UneXt50Exception?[photos.Count];
        string[] wanted = [.. network.Outputs, .. observed];
        PhotoPass.Run(
            photos, context, $"{purpose}: float network", () => new ActivationExtremes(observed),
            (seen, index, planes) => network.Run(planes, wanted, values =>
            {
                outputs.Set(index, [.. values.Take(network.Outputs.Count)]);
                for (var i = 0; i < observed.Count; i++)
                    seen.Include(i, values[i + network.Outputs.Count].GetTensorDataAsSpan<float>());
            }),
            extremes.Include, (index, problem) => problems[index] = problem);

        var usable = Enumerable.Range(0, problems.Length).Where(index => problems[index] is null).ToList();
        return usable.Count > 0
            ? new FloatPass(
                photos.Only(usable), [.. problems.OfType<UneXt50Exception>()], outputs.Only(usable), extremes)
            : throw NothingUsable(purpose, problems);
    }

    /// <summary>The same for at most that many of the usable photos, evenly spread.</summary>
    public FloatPass Some(int most)
    {
        if (Usable.Count <= most) return this;
        var some = PhotoSet.Spread(Usable.Count, most);
        return this with { Usable = Usable.Only(some), Outputs = Outputs.Only(some) };
    }

    private static UneXt50Exception NothingUsable(string purpose, UneXt50Exception?[] problems)
    {
        const string Remedy = "give a folder with photos like those the network will see";
        return problems is [{ } first, ..]
            ? new UneXt50Exception(ErrorKind.Input, purpose,
                $"none of the {problems.Length} photos can be used, the first because {first.Subject}: {first.Problem}",
                Remedy, first)
            : new UneXt50Exception(ErrorKind.Input, purpose, "there are no photos", Remedy);
    }
}
