using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>Weights that PyTorch computes of other tensors each time the network runs, and how to make them plain.</summary>
internal static class ComputedWeights
{
    private const string Plain = "and save its state_dict() again";

    private static readonly (string Part, string Kind, string Remedy)[] Kinds =
    [
        (".lora_", "LoRA", $"merge it in Python (peft: merge_and_unload()) {Plain}"),
        (".parametrizations.", "a parametrization",
            $"in Python, call torch.nn.utils.parametrize.remove_parametrizations on that layer {Plain}"),
        (".weight_mask", "pruning", $"in Python, call torch.nn.utils.prune.remove on that layer {Plain}"),
        (".weight_u", "spectral normalization",
            $"in Python, call torch.nn.utils.remove_spectral_norm on that layer {Plain}"),
        (".weight_g", "weight normalization",
            $"in Python, call torch.nn.utils.remove_weight_norm on that layer {Plain}"),
    ];

    /// <summary>Refuses tensors that are parts of a weight.</summary>
    /// <exception cref="CheckpointDamage">One is.</exception>
    public static void Refuse(IEnumerable<ListedTensor> tensors)
    {
        var names = tensors.Select(tensor => tensor.Name).ToList();
        foreach (var (part, kind, remedy) in Kinds)
        {
            if (names.Find(name => name.Contains(part, StringComparison.Ordinal)) is { } name)
                throw new CheckpointDamage($"its tensor '{name}' is only a part of a weight, by {kind}", remedy);
        }
    }
}
