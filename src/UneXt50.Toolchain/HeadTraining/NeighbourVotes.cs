using Onnx;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// A head that keeps its photos: the k most like a new one, by cosine, vote for their classes, each with the softmax of
/// its cosine divided by a temperature (Caron et al., Emerging Properties in Self-Supervised Vision Transformers, 2021,
/// whose temperature it has). One vote more is shared by all classes, so that few neighbours do not make certain.
/// </summary>
/// <param name="Photos">The feature vectors divided by their lengths [photo, D].</param>
/// <param name="Classes">The class of each.</param>
/// <param name="ClassCount">How many classes there are.</param>
/// <param name="Neighbours">k, at most as many as there are photos.</param>
internal sealed record NeighbourVotes(Matrix Photos, int[] Classes, int ClassCount, int Neighbours) : IHeadScoring
{
    public const double Temperature = 0.07;

    /// <summary>The share of one vote among k for its own class, or for another one.</summary>
    public static double Share(int neighbours, int classes, bool isOwn) =>
        ((isOwn ? neighbours : 0) + (1.0 / classes)) / (neighbours + 1);

    /// <inheritdoc/>
    public void AddTo(GraphProto graph)
    {
        var (photos, width) = (Photos.Rows, Photos.Columns);
        var votes = new float[ClassCount * ClassCount];
        for (var i = 0; i < votes.Length; i++)
            votes[i] = (float)Share(Neighbours, ClassCount, i / ClassCount == i % ClassCount);
        graph.Initializer.AddRange([
            HeadGraph.Constant("photos", [.. Photos.Values.Select(value => (float)value)], photos, width),
            HeadGraph.Constant("no_bias", new float[photos], photos),
            HeadGraph.Constant("classes", [.. Classes.Select(k => (long)k)], photos),
            HeadGraph.Constant("votes", votes, ClassCount, ClassCount),
            HeadGraph.Constant("k", [(long)Neighbours], 1),
            HeadGraph.Constant("temperature", [(float)Temperature], 1),
            HeadGraph.Constant("middle", [1L], 1),
        ]);
        var nearest = HeadGraph.Node("TopK", "nearest_cosines", "photo_cosines", "k").With("axis", 1);
        nearest.Output.Add("nearest_photos");
        graph.Node.AddRange([
            HeadGraph.Node("Gemm", "photo_cosines", "direction", "photos", "no_bias").With("transB", 1),
            nearest,
            HeadGraph.Node("Div", "scaled_cosines", "nearest_cosines", "temperature"),
            HeadGraph.Node("Softmax", "shares", "scaled_cosines").With("axis", 1),
            HeadGraph.Node("Unsqueeze", "shares_row", "shares", "middle"), // [N, 1, k]
            HeadGraph.Node("Gather", "nearest_classes", "classes", "nearest_photos").With("axis", 0),
            HeadGraph.Node("Gather", "nearest_votes", "votes", "nearest_classes").With("axis", 0), // [N, k, K]
            HeadGraph.Node("MatMul", "sums_row", "shares_row", "nearest_votes"), // [N, 1, K]
            HeadGraph.Node("Squeeze", "probabilities", "sums_row", "middle"),
        ]);
    }
}
