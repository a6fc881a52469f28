using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

/// <summary>Made-up photos of classes that lie in different directions, with a little scatter.</summary>
internal static class Flowers
{
    public const int Width = 8;

    public static IEnumerable<LabelledPhoto> Of(string label, int axis, int count)
    {
        // Lehmer's generator: the same photos on every machine.
        var state = (ulong)(axis + 1) * 7919;
        for (var i = 0; i < count; i++)
        {
            var features = new float[Width];
            for (var d = 0; d < Width; d++)
            {
                state = state * 48271 % 2147483647;
                features[d] = (float)(state / 2147483647.0 * 0.5) + (d == axis ? 1 : 0);
            }

            yield return new LabelledPhoto($"{label}/{i:000}.jpg", label, features, $"{label}{i}");
        }
    }

    public static TrainingSet Set(int count = 12) =>
        new([.. Of("daisy", 0, count), .. Of("poppy", 1, count), .. Of("rose", 2, count)], "backbone");

    public static LinearHead Train(TrainingSet set, TrainingOptions? options = null) =>
        LinearHead.Train(set, options, cancellation: TestContext.Current.CancellationToken);
}
