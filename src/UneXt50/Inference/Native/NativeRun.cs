using System.Runtime.CompilerServices;

namespace UneXt50.Inference.Native;

/// <summary>
/// Runs a network on one photo after the other, in memory that is made once. Layers are split into pieces that threads
/// take in order; one that finds no more of a layer goes on to the next, whose first rows are ready while others still
/// work on the last ones. Whoever computes a piece, the sums are exact, and so the result is the same.
/// </summary>
internal sealed unsafe class NativeRun : IDisposable
{
    private readonly NativeNetwork _network;
    private readonly NativeBlock _arena;
    private readonly RowScratch[] _scratch;
    private readonly LayerPieces[] _layers;
    private readonly WorkerTeam _team;
    private readonly int[] _next; // by layer: the piece that is taken next
    private readonly int[][] _done; // by layer and band: pieces that are computed
    private Range _range;

    public NativeRun(NativeNetwork network, int threads)
    {
        if (threads > 1 && network.Keeping == Arena.Keeping.ForOneThread)
            throw new ArgumentException("The activations of this network are kept for one thread only.");
        _network = network;
        var (plan, kernel) = (network.Plan, network.Kernel);
        _arena = new NativeBlock(network.ArenaBytes);
        _layers = new LayerPieces[plan.Layers.Count];
        for (var i = 0; i < _layers.Length; i++)
            _layers[i] = new LayerPieces(plan.Layers[i], i == 0 ? null : _layers[i - 1], network, threads);
        _next = new int[_layers.Length];
        _done = [.. _layers.Select(layer => new int[layer.Bands])];
        var rowBytes = _layers.Max(layer => layer.Convolution is { } convolution
            ? kernel.WholeTiles(Length(layer.Pixels(0))) * convolution.Tiles.Depth : 0);
        _scratch = new RowScratch[threads];
        for (var i = 0; i < threads; i++) _scratch[i] = new RowScratch(rowBytes, kernel);
        _team = new WorkerTeam(threads, Work);
    }

    /// <summary>Runs the network.</summary>
    /// <param name="planes">[3, S, S], normalised.</param>
    /// <param name="features">Takes the feature vector.</param>
    /// <param name="logits">Takes the logits; empty without a classifier.</param>
    public void Run(ReadOnlySpan<float> planes, Span<float> features, Span<float> logits)
    {
        var plan = _network.Plan;
        Start(planes);
        RunLayers(.._layers.Length);
        Readout.Features(plan.Last, At(plan.Last), features);
        if (plan.Classifier is not null) Readout.Logits(_network.Weights, _network.Bias, features, logits);
    }

    /// <summary>Makes levels of the input; nothing else of a run.</summary>
    public void Start(ReadOnlySpan<float> planes)
    {
        Array.Clear(_next);
        foreach (var bands in _done) Array.Clear(bands);
        var pixels = _network.Plan.Pixels;
        PixelQuantization.Write(pixels, planes, At(pixels.Output));
        FillBorder(pixels.Output);
    }

    /// <summary>Runs some layers, each once after <see cref="Start"/>.</summary>
    public void RunLayers(Range layers)
    {
        _range = layers;
        _team.Run();
    }

    /// <summary>Puts another level into an activation.</summary>
    public void SetLevel(Activation activation, int row, int column, int channel, byte level) =>
        At(activation)[activation.Place(row, column) + channel] = (sbyte)(level - 128);

    /// <summary>An activation's level after a run of a network that keeps all: 0 to 255.</summary>
    public byte Level(Activation activation, int row, int column, int channel) =>
        (byte)(At(activation)[activation.Place(row, column) + channel] + 128);

    public void Dispose()
    {
        _team.Dispose();
        foreach (var scratch in _scratch) scratch.Dispose();
        _arena.Dispose();
    }

    private void Work(int thread)
    {
        for (var number = _range.Start.Value; number < _range.End.Value; number++)
        {
            var layer = _layers[number];
            // The memory of this layer may have been an activation that the last but one reads.
            if (number > 1) WaitFor(number - 2, _layers[number - 2].Bands);
            for (int piece; (piece = Interlocked.Increment(ref _next[number]) - 1) < layer.Pieces;)
            {
                var (band, part) = Math.DivRem(piece, layer.PiecesPerBand);
                if (number > 0) WaitFor(number - 1, layer.Needed(band));
                try
                {
                    if (piece == 0) FillBorder(layer.Layer.Output);
                    Compute(layer, band, part, _scratch[thread]);
                }
                finally
                {
                    _team.Count(ref _done[number][band], layer.PiecesPerBand); // or the others would wait for ever
                }
            }
        }
    }

    /// <summary>Waits until the first bands of a layer are whole.</summary>
    private void WaitFor(int layer, int bands)
    {
        var (done, whole) = (_done[layer], _layers[layer].PiecesPerBand);
        for (var band = 0; band < bands; band++) _team.WaitFor(ref done[band], whole);
    }

    private void Compute(LayerPieces layer, int band, int part, RowScratch scratch)
    {
        var pixels = layer.Pixels(band);
        switch (layer.Layer)
        {
            case ConvolutionPlan:
                var (group, blocks) = layer.Channels(part);
                layer.Convolution!.Run(group, blocks, pixels.Start.Value, Length(pixels), _arena, scratch);
                break;
            case AdditionPlan addition: Add(addition, layer.Addition!, pixels); break;
            case AveragePoolPlan pool: AveragePooling.Row(pool, At(pool.Input), band, Row(pool.Output, band)); break;
            case MaxPoolPlan pool: MaxPooling.Row(pool, At(pool.Input), band, Row(pool.Output, band)); break;
        }
    }

    private void Add(AdditionPlan plan, ResidualAddition sum, Range pixels)
    {
        var (left, right, output) = (plan.Left, plan.Right, plan.Output);
        var (from, to) = (pixels.Start.Value / output.Width, pixels.End.Value / output.Width);
        if (left.Border + right.Border + output.Border == 0)
            sum.Add(Row(left, from), Row(right, from), Row(output, from), (to - from) * output.RowBytes);
        else
        {
            for (var row = from; row < to; row++)
                sum.Add(Row(left, row), Row(right, row), Row(output, row), output.Width * output.Channels);
        }
    }

    private static int Length(Range range) => range.End.Value - range.Start.Value;

    private sbyte* At(Activation activation) => (sbyte*)_arena.Start + activation.Offset;

    private sbyte* Row(Activation activation, int row) => At(activation) + activation.Place(row, 0);

    /// <summary>The zero point around an activation; its memory has been another's.</summary>
    private void FillBorder(Activation activation)
    {
        if (activation.Border == 0) return;
        var start = At(activation);
        var level = (byte)activation.ZeroPoint;
        var margin = activation.Border * activation.Channels;
        var edge = activation.Place(0, 0);
        Fill(start, edge);
        for (var row = 1; row < activation.Height; row++)
            Fill(start + activation.Place(row, 0) - (2 * margin), 2 * margin);
        var end = activation.Place(activation.Height - 1, activation.Width - 1) + activation.Channels;
        Fill(start + end, (int)activation.Bytes - end);

        void Fill(sbyte* place, int count) => Unsafe.InitBlockUnaligned(place, level, (uint)count);
    }
}
