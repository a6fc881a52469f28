namespace UneXt50.Inference;

/// <summary>Tells when a network that was to run elsewhere runs on the CPU.</summary>
internal static class FallBacks
{
    private const int Edges = 2; // the first and the last node that compute
    private const string Cpu = "CPU";

    /// <summary>The sentence; null where the CPU has the edges of the graph at most, or nothing else was named.</summary>
    /// <param name="named">What was asked for.</param>
    /// <param name="nodes">What each provider ran.</param>
    public static string? Sentence(IReadOnlyList<ExecutionProvider> named, IReadOnlyList<ProviderNodes> nodes)
    {
        if (nodes.Count == 0 || named.All(provider => provider.IsCpu)) return null;
        var onCpu = nodes.Where(each => each.Provider == Cpu).Sum(each => each.WorkingNodes);
        var elsewhere = nodes.Where(each => each.Provider != Cpu).ToList();
        if (onCpu <= Edges && elsewhere.Sum(each => each.WorkingNodes) > 0) return null;
        var all = nodes.Sum(each => each.Nodes);
        var ran = elsewhere.Count > 0
            ? string.Join(", ", elsewhere.Select(each => $"{each.Provider} runs {each.Nodes}"))
            : $"{string.Join(" and ", named.Where(each => !each.IsCpu).Select(each => each.Name))} runs none";
        return $"{ran} of the {all} nodes, and the CPU {nodes.Where(each => each.Provider == Cpu).Sum(each => each.Nodes)}";
    }
}
