using System.Globalization;
using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>The tensors of the head that belongs to a backbone, beside it or a level or more further out.</summary>
/// <param name="Name">What stands before all of their names, without the last dot: "state_dict.head".</param>
/// <param name="Tensors">The tensors, and their names behind that.</param>
internal sealed record HeadTensors(string Name, IReadOnlyList<(ListedTensor Tensor, string Inner)> Tensors)
{
    private const string Weight = "weight", Bias = "bias";
    private static readonly char[] Digits = [.. "0123456789"];

    private const string Remedy =
        $"add {Setting.NoHead} to take the features alone, or export the network to ONNX and use "
        + Setting.DescribeModel;

    /// <summary>What programs call the layer that makes logits.</summary>
    private static readonly HashSet<string> Words =
    [
        "fc", "head", "classifier", "linear", "last_linear", "cls_head", "cls", "classification_head", "logits",
        "output", "out", "fc_out", "lin", "dense", "clf", "final", "final_layer", "output_layer",
    ];

    /// <summary>What the names of heads hold that are no classifier of the whole picture.</summary>
    private static readonly HashSet<string> OtherHeads =
    [
        "aux", "auxiliary", "decode", "rpn", "bbox", "box", "roi", "mask", "seg", "proj", "projection", "pred",
        "contrastive", "momentum",
    ];

    /// <summary>The head nearest to the backbone; null where there is none.</summary>
    /// <param name="contents">The checkpoint.</param>
    /// <param name="backbone">The backbone.</param>
    /// <param name="taken">The backbone's own tensors.</param>
    /// <exception cref="CheckpointDamage">There are several as near as each other.</exception>
    public static HeadTensors? Find(CheckpointContents contents, FoundNetwork backbone, IReadOnlySet<object?> taken)
    {
        for (var scope = backbone.Prefix; ; scope = scope[..(scope.TrimEnd('.').LastIndexOf('.') + 1)])
        {
            var heads = contents.Tensors
                .Where(tensor => tensor.Name.StartsWith(scope, StringComparison.Ordinal) && !taken.Contains(tensor))
                .GroupBy(tensor => First(tensor.Name[scope.Length..]))
                .Where(group => IsHead(group.Key, scope, backbone) || IsNamedAfterOne(group)).ToList();
            if (heads.Count > 1 && !heads.Skip(1).All(other => IsSame(heads[0], other)))
            {
                var names = string.Join(", ", heads.Select(group => $"'{scope}{group.Key}'"));
                throw new CheckpointDamage($"it has several heads: {names}", Remedy);
            }

            if (heads is [var head, ..])
            {
                var name = scope + head.Key;
                return new HeadTensors(
                    name, [.. head.Select(tensor => (tensor, tensor.Name[name.Length..].TrimStart('.')))]);
            }

            if (scope.Length == 0) return null;
        }
    }

    /// <summary>Whether it is one of the head's, by this name or another.</summary>
    public bool Has(ListedTensor tensor) => Tensors.Any(item => item.Tensor.Source.Equals(tensor.Source));

    /// <summary>
    /// Its tensors under the names that <see cref="HeadInference"/> reads: one linear layer as "fc", whatever stands
    /// around it without weights of its own (dropout), and fast.ai's head as "head".
    /// </summary>
    /// <exception cref="CheckpointDamage">It is neither.</exception>
    public IEnumerable<(ListedTensor Tensor, string Name)> Renamed()
    {
        static bool EndsWith((ListedTensor, string Inner) item, string leaf) =>
            item.Inner.EndsWith(leaf, StringComparison.Ordinal);

        var learned = Tensors.Where(item => item.Tensor.IsFloat || EndsWith(item, Weight)).ToList();
        // fast.ai's learners are Sequential(body, head), whose head has a batch norm behind pool and flatten.
        if (char.IsAsciiDigit(Name[^1]) && learned.Exists(item => item.Inner == "2.running_mean"))
            return learned.Select(item => (item.Tensor, $"head.{item.Inner}"));

        var matrices = learned.Where(item =>
            EndsWith(item, Weight) && (item.Tensor.Shape.Count == 2 || !item.Tensor.IsFloat)).ToList();
        if (matrices.Count > 1)
        {
            throw new CheckpointDamage($"its head has {matrices.Count} linear layers "
                + $"({string.Join(", ", matrices.Take(4).Select(item => Layer(item.Tensor.Name)))}); "
                + "a checkpoint does not say what is between them", Remedy);
        }

        if (matrices is not [var matrix]) throw new CheckpointDamage($"its head '{Name}' is not a linear layer",
            Remedy);
        var stem = matrix.Inner[..^Weight.Length];
        var rest = learned.Where(item => item.Inner != matrix.Inner && item.Inner != stem + Bias).ToList();
        return rest.Count == 0
            ? learned.Select(item => (item.Tensor, "fc." + item.Inner[stem.Length..]))
            : throw new CheckpointDamage("its head has more than a linear layer: "
                + string.Join(", ", rest.Take(4).Select(item => item.Tensor.Name)), Remedy);
    }

    private static bool IsHead(string word, string scope, FoundNetwork backbone)
    {
        if (Words.Contains(word)) return true;
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        // Of a Sequential that has the backbone in it, what comes behind it; of one that is the backbone, behind layer4.
        var ownPlace = First(backbone.Prefix[scope.Length..]);
        return ownPlace.Length == 0
            ? backbone.Layout.FirstBlock.StartsWith('4') && number > 7
            : int.TryParse(ownPlace, NumberStyles.None, CultureInfo.InvariantCulture, out var own) && number > own;
    }

    /// <summary>A linear layer alone under a name of several words: "mlp_head", "my_classifier".</summary>
    private static bool IsNamedAfterOne(IGrouping<string, ListedTensor> group)
    {
        var words = group.Key.ToLowerInvariant().Split('_', '-').Select(word => word.TrimEnd(Digits)).ToList();
        return words.Exists(Words.Contains) && !words.Exists(OtherHeads.Contains)
            && group.All(tensor => tensor.IsFloat) && group.Count() <= 2
            && group.Count(tensor => tensor.Shape.Count == 2 && EndsWith(tensor, Weight)) == 1
            && group.All(tensor => EndsWith(tensor, Weight) || EndsWith(tensor, Bias));

        static bool EndsWith(ListedTensor tensor, string leaf) => tensor.Name.EndsWith("." + leaf, StringComparison.Ordinal);
    }

    /// <summary>Whether both are the same elements, as of a layer with two names.</summary>
    private static bool IsSame(IEnumerable<ListedTensor> one, IEnumerable<ListedTensor> other) =>
        one.Select(tensor => tensor.Source).SequenceEqual(other.Select(tensor => tensor.Source));

    private static string Layer(string weight) => weight[..^(Weight.Length + 1)];

    private static string First(string name) => name.Split('.', 2)[0];
}
