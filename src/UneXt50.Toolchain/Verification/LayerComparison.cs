using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Toolchain.Verification;

/// <summary>
/// Runs two networks with all their common activations in sight, and sums up by how much these differ.
/// </summary>
internal sealed class LayerComparison : IDisposable
{
    private readonly IReadOnlyList<LayerPair> _pairs;
    private readonly string[] _firstNames;
    private readonly string[] _secondNames;
    private readonly RunnableGraph _first;
    private readonly RunnableGraph _second;
    // By photo and layer, and added up in that order: the result does not depend on which thread was faster.
    private readonly (double Signal, double Noise)[][] _sums;

    public LayerComparison(InspectedModel first, InspectedModel second, int photos, CancellationToken cancellation)
    {
        _pairs = LayerPair.Match(first, second);
        _firstNames = [.. _pairs.Select(pair => pair.First)];
        _secondNames = [.. _pairs.Select(pair => pair.Second)];
        _first = first.Runnable(cancellation, _firstNames);
        _second = second.Runnable(cancellation, _secondNames);
        _sums = new (double, double)[photos][];
    }

    /// <summary>Compares on one photo, prepared for each network.</summary>
    public void Add(int photo, Memory<float> firstPlanes, Memory<float> secondPlanes)
    {
        if (_pairs.Count == 0) return;
        _first.Run(firstPlanes, _firstNames, first => _second.Run(secondPlanes, _secondNames,
            second => _sums[photo] = [.. first.Zip(second, Sums)]));
    }

    /// <summary>The layers, noisiest first; only those whose shapes agree.</summary>
    public IReadOnlyList<LayerNoise> Result() =>
    [
        .. Enumerable.Range(0, _pairs.Count).Select(Noise).Where(layer => !double.IsNaN(layer.Decibels))
            .OrderBy(layer => layer.Decibels),
    ];

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private LayerNoise Noise(int layer)
    {
        var (signal, noise) = (0.0, 0.0);
        foreach (var sums in _sums.Where(sums => sums is not null))
        {
            signal += sums[layer].Signal;
            noise += sums[layer].Noise;
        }

        return new LayerNoise(_pairs[layer].Name, 10 * Math.Log10(signal / noise));
    }

    private static (double Signal, double Noise) Sums(OrtValue first, OrtValue second)
    {
        var a = Floats(first);
        var b = Floats(second);
        if (a.Length != b.Length) return (double.NaN, double.NaN);
        var (signal, noise) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            signal += (double)a[i] * a[i];
            noise += difference * difference;
        }

        return (signal, noise);
    }

    private static ReadOnlySpan<float> Floats(OrtValue value)
    {
        if (value.GetTensorTypeAndShape().ElementDataType != TensorElementType.Float16)
            return value.GetTensorDataAsSpan<float>();
        var halves = MemoryMarshal.Cast<Float16, Half>(value.GetTensorDataAsSpan<Float16>());
        var floats = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, floats);
        return floats;
    }
}
