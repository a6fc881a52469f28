using System.Runtime.CompilerServices;
using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>
/// Runs a network on one photo after the other, in memory that is made once. A layer is split into pieces that its
/// threads take as they come; whoever computes a piece, the sums are exact, and so the result is the same.
/// </summary>
internal sealed unsafe class NativeRun : IDisposable
{
    private const int BandBytes = 32 << 10; // of rows: half of a small core's first cache
    private const int PiecesPerThread = 4;

    private readonly NativeNetwork _network;
    private readonly NativeBlock _arena;
    private readonly RowScratch[] _scratch;
    private readonly Step[] _steps;
    private readonly WorkerTeam _team;
    private readonly int[] _next; // the piece of each step that is taken next

    public NativeRun(NativeNetwork network, int threads)
    {
        _network = network;
        var (plan, kernel) = (network.Plan, network.Kernel);
        _arena = new NativeBlock(network.ArenaBytes);
        _steps = [.. plan.Layers.Select(layer => StepOf(layer, threads))];
        _next = new int[_steps.Length];
        var rowBytes = _steps.Max(step => step.Convolution is { } convolution
            ? kernel.WholeTiles(step.Band) * convolution.Tiles.Depth : 0);
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
        RunLayers(.._steps.Length);
        Readout.Features(plan.Last, At(plan.Last), features);
        if (plan.Classifier is not null) Readout.Logits(_network.Weights, _network.Bias, features, logits);
    }

    /// <summary>Makes levels of the input; nothing else of a run.</summary>
    public void Start(ReadOnlySpan<float> planes)
    {
        Array.Clear(_next);
        var pixels = _network.Plan.Pixels;
        PixelQuantization.Write(pixels, planes, At(pixels.Output));
        FillBorder(pixels.Output);
    }

    /// <summary>Runs some layers, each once after <see cref="Start"/>.</summary>
    public void RunLayers(Range layers) => _team.Run(layers);

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

    private void Work(int thread, int number)
    {
        var step = _steps[number];
        for (int piece; (piece = Interlocked.Increment(ref _next[number]) - 1) < step.Pieces;)
        {
            if (piece == 0) FillBorder(step.Layer.Output);
            switch (step.Layer)
            {
                case ConvolutionPlan: Convolve(step, piece, _scratch[thread]); break;
                case AdditionPlan addition: Add(addition, step, piece); break;
                case AveragePoolPlan pool:
                    AveragePooling.Row(pool, At(pool.Input), piece, Row(pool.Output, piece));
                    break;
                case MaxPoolPlan pool: MaxPooling.Row(pool, At(pool.Input), piece, Row(pool.Output, piece)); break;
            }
        }
    }

    private void Convolve(Step step, int piece, RowScratch scratch)
    {
        var convolution = step.Convolution!;
        (piece, var chunk) = Math.DivRem(piece, step.Chunks);
        (piece, var band) = Math.DivRem(piece, step.Bands);
        var (first, pixels) = (band * step.Band, step.Layer.Output.Pixels);
        var blocks = convolution.Tiles.Blocks;
        var some = (blocks * chunk / step.Chunks)..(blocks * (chunk + 1) / step.Chunks);
        convolution.Run(piece, some, first, Math.Min(step.Band, pixels - first), _arena, scratch);
    }

    private void Add(AdditionPlan plan, Step step, int piece)
    {
        var (left, right, output) = (plan.Left, plan.Right, plan.Output);
        var (from, to) = (output.Height * piece / step.Pieces, output.Height * (piece + 1) / step.Pieces);
        if (left.Border + right.Border + output.Border == 0)
            step.Addition!.Add(Row(left, from), Row(right, from), Row(output, from), (to - from) * output.RowBytes);
        else
        {
            for (var row = from; row < to; row++)
            {
                step.Addition!.Add(
                    Row(left, row), Row(right, row), Row(output, row), output.Width * output.Channels);
            }
        }
    }

    private Step StepOf(LayerPlan layer, int threads)
    {
        if (layer is AdditionPlan addition)
        {
            return new Step(layer, Math.Min(addition.Output.Height, threads))
            {
                Addition = new ResidualAddition(addition),
            };
        }

        if (layer is not ConvolutionPlan plan) return new Step(layer, layer.Output.Height);
        var convolution = _network[plan];
        var rows = _network.Kernel.Rows;
        var band = Math.Clamp(BandBytes / convolution.Tiles.Depth / rows * rows, rows, ProductKernel.MostRows);
        var bands = (plan.Output.Pixels + band - 1) / band;
        var wanted = threads == 1 ? 1 : PiecesPerThread * threads;
        var chunks = Math.Clamp((wanted + (bands * convolution.Tiles.Groups) - 1) / (bands * convolution.Tiles.Groups),
            1, convolution.Tiles.Blocks);
        return new Step(layer, convolution.Tiles.Groups * bands * chunks)
        {
            Convolution = convolution,
            Band = band,
            Bands = bands,
            Chunks = chunks,
        };
    }

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

    /// <summary>A layer, and how it is split.</summary>
    private sealed record Step(LayerPlan Layer, int Pieces)
    {
        public PackedConvolution? Convolution { get; init; }

        public ResidualAddition? Addition { get; init; }

        /// <summary>Pixels of a piece.</summary>
        public int Band { get; init; }

        public int Bands { get; init; }

        /// <summary>Into how many the channels of a group are split.</summary>
        public int Chunks { get; init; }
    }
}
