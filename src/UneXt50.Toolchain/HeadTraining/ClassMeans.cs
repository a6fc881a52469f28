using System.Numerics.Tensors;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>The direction of each class: the mean of its photos' unit vectors, of length 1 itself.</summary>
internal static class ClassMeans
{
    /// <summary>The vectors divided by their lengths; one of zeros stays as it is.</summary>
    public static Matrix UnitVectors(IReadOnlyList<LabelledPhoto> photos)
    {
        var result = new Matrix(photos.Count, photos[0].Features.Length);
        for (var i = 0; i < photos.Count; i++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(photos[i].Features, result[i]);
            Normalize(result[i]);
        }

        return result;
    }

    /// <summary>[class, feature]; zeros for a class that none of the rows has.</summary>
    public static Matrix Of(Matrix unitVectors, int[] rows, int[] classes, int classCount)
    {
        var means = new Matrix(classCount, unitVectors.Columns);
        foreach (var row in rows)
        {
            var mean = means[classes[row]];
            TensorPrimitives.Add(mean, unitVectors[row], mean);
        }

        for (var k = 0; k < classCount; k++) Normalize(means[k]);
        return means;
    }

    private static void Normalize(Span<double> vector)
    {
        var length = TensorPrimitives.Norm<double>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
    }
}
