using Onnx;

namespace UneXt50.Toolchain.Description;

/// <summary>Finds which of a graph's tensors are the class scores and the features.</summary>
internal static class ScoreSearch
{
    /// <summary>The tensors that the user names, which optimizing must not do away with.</summary>
    /// <exception cref="DescriptionRefusal">There is no such tensor.</exception>
    public static List<string> Named(GraphProto graph, params ReadOnlySpan<string?> names)
    {
        var written = graph.Node.SelectMany(node => node.Output).ToHashSet();
        var named = new List<string>();
        foreach (var name in names)
        {
            if (name is null) continue;
            if (!written.Contains(name))
            {
                throw new DescriptionRefusal($"it has no tensor '{name}'",
                    $"its last ones are {string.Join(", ", graph.Node.TakeLast(6).SelectMany(node => node.Output))}");
            }

            named.Add(name);
        }

        return named;
    }

    /// <summary>The scores and features that are named or, where they are not, found behind the outputs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="request">What the user names.</param>
    /// <param name="outputs">The graph's own outputs.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="DescriptionRefusal">None is found, or several are.</exception>
    public static ClassScores Run(
        GraphProto graph, DescriptionRequest request, IReadOnlyList<string> outputs, int classes)
    {
        if (request.Features is { } features)
        {
            var named = request.Scores ?? (outputs is [var only] ? only : Found().Logits);
            return OfOneLogit(named) is { } single ? single with { Features = features, IsMap = false }
                : new ClassScores(ClassScores.WithoutSoftmax(graph, named), features, 1);
        }

        return request.Scores is { } scores ? ClassScores.Behind(graph, scores, classes) : Found();

        // A single score, or its sigmoid, is to be known for what it is, whatever the features are.
        ClassScores? OfOneLogit(string named)
        {
            try
            {
                return classes <= 2 && ClassScores.Behind(graph, named, classes) is { HasOneLogit: true } found
                    ? found : null;
            }
            catch (DescriptionRefusal)
            {
                return null;
            }
        }

        ClassScores Found()
        {
            if (outputs is [var one]) return ClassScores.Behind(graph, one, classes);
            var found = new List<(string Output, ClassScores Scores)>();
            foreach (var output in outputs)
            {
                try
                {
                    found.Add((output, ClassScores.Behind(graph, output, classes)));
                }
                catch (DescriptionRefusal)
                {
                    // The others may do; if none does, the error names them all.
                }
            }

            return found.DistinctBy(item => item.Scores.Logits).ToList() is [var item] ? item.Scores
                : throw new DescriptionRefusal(
                    outputs.Count == 0 ? "it has no outputs" : found.Count == 0
                        ? $"of its outputs {string.Join(", ", outputs)} none comes from {classes} classes' linear layer"
                        : $"its outputs {string.Join(", ", found.Select(one => one.Output))} all have {classes} scores",
                    $"name the tensor with the class scores, an output or an inner one, with {Setting.Scores}");
        }
    }
}
