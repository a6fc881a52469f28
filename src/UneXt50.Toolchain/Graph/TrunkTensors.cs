using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>The tensors of a trunk and its head under torchvision's names.</summary>
/// <param name="Tensors">Those tensors.</param>
/// <param name="Layout">Whose names they had.</param>
/// <param name="LeftOut">Names of the tensors that belong to neither.</param>
internal sealed record TrunkTensors(StateDict Tensors, KeyLayout Layout, IReadOnlyList<string> LeftOut)
{
    /// <summary>What training programs put before all names of a network, outermost first.</summary>
    private static readonly string[] Prefixes = ["module.", "model.", "backbone."];

    /// <summary>Renames the tensors of a checkpoint. One that no layout fits keeps its names.</summary>
    /// <exception cref="CheckpointDamage">Two tensors get the same name.</exception>
    public static TrunkTensors Of(StateDict checkpoint)
    {
        var prefix = CommonPrefix(checkpoint.Names);
        var layout = KeyLayout.All.FirstOrDefault(
            layout => checkpoint.TryGet(prefix + layout.Stem, out _), KeyLayout.All[0]);
        var renamed = new Dictionary<string, FloatTensor>();
        var leftOut = new List<string>();
        foreach (var name in checkpoint.Names)
        {
            var plain = name[prefix.Length..];
            var rename = layout.Renames.FirstOrDefault(
                rename => plain.StartsWith(rename.From, StringComparison.Ordinal), (From: "", To: ""));
            var torchvision = rename.To + plain[rename.From.Length..];
            if (rename.From.Length == 0 && layout.MayHaveMore)
                leftOut.Add(plain);
            else if (!renamed.TryAdd(torchvision, checkpoint[name]))
                throw new CheckpointDamage($"two of its tensors are the trunk's '{torchvision}'");
        }

        return new TrunkTensors(new StateDict(renamed), layout, leftOut);
    }

    private static string CommonPrefix(IReadOnlyList<string> names)
    {
        var common = "";
        foreach (var prefix in Prefixes)
        {
            if (names.All(name => name.StartsWith(common + prefix, StringComparison.Ordinal))) common += prefix;
        }

        return common;
    }
}
