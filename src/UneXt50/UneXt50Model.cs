using System.Diagnostics;
using UneXt50.Heads;
using UneXt50.Imaging;
using UneXt50.Inference;
using UneXt50.Known;
using UneXt50.Onnx;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50;

/// <summary>
/// A UneXt50 network, ready to run. The backbone itself is the feature extractor: one run gives the feature vector and
/// the classes, so there is no encoder object; <see cref="ForwardFeatures(RgbImage)"/> is what to call instead.
/// One caller at a time: buffers are shared between calls.
/// </summary>
public sealed class UneXt50Model : IDisposable
{
    private readonly PhotoWalk _walk;
    private readonly int _threads;
    private readonly IReadOnlyList<ExecutionProvider> _providers;
    private readonly Lazy<INetworkBatch> _single;
    private readonly Lazy<string> _sha256;
    private readonly Lazy<string> _backboneSha256;

    private UneXt50Model(INetwork session, ModelOptions options, TimeSpan loadTime)
    {
        LoadTime = loadTime;
        (_threads, _providers) = (options.Threads, options.Providers);
        _walk = new PhotoWalk(session, options.Exact, (options.UnknownPercent ?? 0) / 100);
        TellsUnknown = options.UnknownPercent is not null;
        _single = new Lazy<INetworkBatch>(() => session.NewBatch(1));
        _sha256 = new Lazy<string>(
            () => new KnownDigests(CacheFolder.Open(options.CacheFolder)).Of(session.Path));
        _backboneSha256 = new Lazy<string>(() => BackboneDigest.Differs(session.Path)
            ? new KnownDigests(CacheFolder.Open(options.CacheFolder), "backbones", BackboneDigest.OfFile)
                .Of(session.Path)
            : Sha256);
    }

    /// <summary>The file it was loaded from.</summary>
    public string Path => Session.Path;

    /// <summary>
    /// SHA-256 of the file, lower-case hex; computed from it the first time, unless the cache knows it.
    /// </summary>
    public string Sha256 => _sha256.Value;

    /// <summary>
    /// What heads and feature vectors are bound to: SHA-256 of the file without the metadata entries about photos that
    /// it knows (<c>unext50.known.*</c>), lower-case hex. Where there are none, it is <see cref="Sha256"/>.
    /// </summary>
    public string BackboneSha256 => _backboneSha256.Value;

    /// <summary>What the file says of itself: labels, input, provenance.</summary>
    public ModelCard Card => Session.Card;

    /// <summary>What the file has stored of photos that it knows; null for nothing.</summary>
    public KnownPhotos? Known => Session.Known;

    /// <summary>Whether it may answer "unknown".</summary>
    public bool TellsUnknown { get; }

    /// <summary>What it may answer: its classes and, where it was asked for, "unknown".</summary>
    public IReadOnlyList<string> Answers => TellsUnknown ? [.. Card.Labels, ClassNames.Unknown] : Card.Labels;

    /// <summary>Values in a feature vector: 2048 for ResNeXt-50.</summary>
    public int FeatureWidth => Session.FeatureWidth;

    /// <summary>Number of classes; 0 for a backbone without a head, which gives features only.</summary>
    public int ClassCount => Session.ClassCount;

    /// <summary>Values in one input tensor: 3 * S * S.</summary>
    public int InputLength => _walk.InputLength;

    /// <summary>What computes it; never <see cref="InferenceEngine.Auto"/>.</summary>
    public InferenceEngine Engine => Session.Engine;

    /// <summary>The engine and what of it is at work, for people: "native (AVX2)", "onnxruntime 1.31.1".</summary>
    public string EngineDescription => Session.EngineDescription;

    /// <summary>What each provider of onnxruntime runs of it, where some were named; otherwise empty.</summary>
    public IReadOnlyList<ProviderNodes> ProviderNodes => Session.Nodes;

    /// <summary>
    /// How much is computed on the CPU, for people, where a provider was named and does less than that promises: "CUDA
    /// runs 3 of the 120 nodes, and the CPU 117". Null where the CPU has the edges of the graph at most.
    /// </summary>
    public string? FallBack => FallBacks.Sentence(_providers, Session.Nodes);

    /// <summary>How long loading took.</summary>
    public TimeSpan LoadTime { get; }

    internal INetwork Session => _walk.Network;

    /// <summary>Loads a model file.</summary>
    /// <param name="path">
    /// An ONNX file with outputs <c>features</c> and, if it has a head, <c>logits</c>, and our metadata.
    /// </param>
    /// <param name="options">Threads, exactness, memory, cache.</param>
    /// <exception cref="UneXt50Exception">
    /// It is missing, damaged, or not such a model (Model), or cannot tell what is unknown (Usage).
    /// </exception>
    public static UneXt50Model Load(string path, ModelOptions? options = null)
    {
        options ??= new ModelOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        if (options.UnknownPercent is not (null or (>= 0 and <= 100)))
            throw new ArgumentOutOfRangeException(nameof(options), options.UnknownPercent, "0 to 100");
        if (options.LargestBatch == PipelineOptions.FastestBatch)
            options = options with { LargestBatch = BatchSearch.MostFor(options.Providers) };
        var start = Stopwatch.GetTimestamp();
        var session = EngineChoice.Open(path, options);
        if (options.UnknownPercent is null || session.Known is not null)
            return new UneXt50Model(session, options, Stopwatch.GetElapsedTime(start));
        session.Dispose();
        throw new UneXt50Exception(ErrorKind.Usage, path, "it has nothing stored of the photos that it knows",
            $"leave {Setting.Unknown} out, or store it with {Setting.DescribeModel} and {Setting.Calibration}");
    }

    /// <summary>Decodes a frame to upright RGB, scaled where that is allowed and saves time.</summary>
    /// <exception cref="UneXt50Exception">It is not a picture, or damaged, or too large.</exception>
    public RgbImage Decode(Frame frame) => _walk.Decode(frame);

    /// <summary>
    /// Makes a square of it and normalises as the model's metadata says; safe to call from several threads.
    /// </summary>
    /// <param name="image">Any size.</param>
    /// <param name="planes">Receives [3, S, S]: <see cref="InputLength"/> values, in the card's order.</param>
    public void Preprocess(RgbImage image, Span<float> planes) => _walk.Preprocess(image, planes);

    /// <summary>Classifies the photo at <paramref name="path"/>.</summary>
    /// <exception cref="UneXt50Exception">The photo cannot be read or decoded.</exception>
    public Prediction Classify(string path) => Classify(PhotoFile.Open(path).Read());

    /// <summary>Classifies an encoded picture.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="cancellation">Ends the run of the network in the middle.</param>
    /// <exception cref="UneXt50Exception">It cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Prediction Classify(Frame frame, CancellationToken cancellation = default)
    {
        var start = Stopwatch.GetTimestamp();
        using var image = Decode(frame);
        return Classify(image, Stopwatch.GetElapsedTime(start), cancellation);
    }

    /// <summary>Classifies pixels.</summary>
    public Prediction Classify(RgbImage image) => Classify(image, TimeSpan.Zero, CancellationToken.None);

    /// <summary>
    /// Classifies many photos, one outcome each, in order. Decoding runs ahead of the network on other threads, by a
    /// bounded number of photos.
    /// </summary>
    /// <param name="photos">Enumerated on a thread of its own, a few ahead.</param>
    /// <param name="options">How many at once, and which heads answer; see <see cref="Fit"/>.</param>
    /// <param name="cancellation">Ends the walk between two runs; outcomes that are ready are not lost.</param>
    /// <exception cref="UneXt50Exception">
    /// The model itself fails; a photo that fails is an outcome instead.
    /// </exception>
    public IEnumerable<Outcome> ClassifyAll(
        IEnumerable<Photo> photos, PipelineOptions? options = null, CancellationToken cancellation = default) =>
        new Pipeline(_walk, Fit(options ?? new PipelineOptions(), cancellation: cancellation))
            .Run(photos, cancellation);

    /// <summary>
    /// The same options with a batch where <see cref="PipelineOptions.FastestBatch"/> was asked for: the one beyond
    /// which photos a second stop growing, found in some runs on blank pictures. Our own engine computes one photo
    /// after the other, so no batch is faster there: it gets single photos, and of many a lane for each core.
    /// </summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="photos">How many photos there are at most; a larger batch makes no sense.</param>
    /// <param name="cancellation">Ends the measuring.</param>
    /// <exception cref="UneXt50Exception">The model itself fails.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public PipelineOptions Fit(
        PipelineOptions options, int photos = int.MaxValue, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Batch != PipelineOptions.FastestBatch) return options;
        var most = Math.Min(photos, BatchSearch.MostFor(_providers));
        var fitted = options with { Batch = BatchSearch.Find(Session, most, cancellation).Batch };
        return Engine == InferenceEngine.Native
            ? fitted with { Lanes = PipelineOptions.ForPhotos(photos, _threads).Lanes } : fitted;
    }

    /// <summary>
    /// The model for several callers at the same time, which uses as many cores as it was loaded for. Until that is
    /// disposed, nothing else may run the model.
    /// </summary>
    /// <param name="heads">Models behind the features, each asked about every photo; they must fit this model.</param>
    public SharedModel Share(IReadOnlyList<HeadModel> heads) =>
        new(_walk, heads, _threads > 0 ? _threads : Environment.ProcessorCount);

    /// <summary>Refuses a head that was not made for this model's features.</summary>
    /// <exception cref="UneXt50Exception">
    /// The width differs or, for a head trained here, <see cref="BackboneSha256"/> (Model).
    /// </exception>
    public void RequireFit(HeadModel head)
    {
        if (head.FeatureWidth != 0 && head.FeatureWidth != FeatureWidth)
        {
            throw new UneXt50Exception(ErrorKind.Model, head.Path,
                $"its input has {head.FeatureWidth} values, but {Path} gives {FeatureWidth} features",
                "use a head made for this model");
        }

        if (head.Card is null || head.Card.BackboneSha256 == BackboneSha256) return;
        throw new UneXt50Exception(ErrorKind.Model, head.Path,
            $"it was trained on another model (SHA-256 {head.Card.BackboneSha256[..12]}, {Path} has "
            + $"{BackboneSha256[..12]})",
            $"name that model with {Setting.Model}, or train the head again");
    }

    /// <summary>Loads heads for this model's features.</summary>
    /// <param name="heads">Their files, and how each is to be run.</param>
    /// <exception cref="UneXt50Exception">One is missing, damaged, or of another model (Model).</exception>
    public HeadSet LoadHeads(IEnumerable<(string Path, HeadModelOptions? Options)> heads) =>
        HeadSet.Load(heads, RequireFit);

    /// <summary>Feature vector of the photo at <paramref name="path"/>: <see cref="FeatureWidth"/> values.</summary>
    /// <exception cref="UneXt50Exception">The photo cannot be read or decoded.</exception>
    public float[] ForwardFeatures(string path) => Classify(path).Features;

    /// <summary>Feature vector of an encoded picture: <see cref="FeatureWidth"/> values.</summary>
    /// <exception cref="UneXt50Exception">It cannot be decoded.</exception>
    public float[] ForwardFeatures(Frame frame) => Classify(frame).Features;

    /// <summary>Feature vector of pixels: <see cref="FeatureWidth"/> values.</summary>
    public float[] ForwardFeatures(RgbImage image) => Classify(image).Features;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_single.IsValueCreated) _single.Value.Dispose();
        Session.Dispose();
    }

    /// <summary>Decodes a frame to the pictures that are looked at.</summary>
    internal IReadOnlyList<RegionImage> Decode(Frame frame, Mounting mounting, bool fullSize) =>
        _walk.Decode(frame, mounting, fullSize);

    internal Prediction Classify(RgbImage image, TimeSpan decode, CancellationToken cancellation)
    {
        var batch = _single.Value;
        var start = Stopwatch.GetTimestamp();
        Preprocess(image, batch.Input[0]);
        var preprocessed = Stopwatch.GetTimestamp();
        batch.Run(1, cancellation);
        var times = new StageTimes(
            decode, Stopwatch.GetElapsedTime(start, preprocessed), Stopwatch.GetElapsedTime(preprocessed));
        return _walk.PredictionOf(batch, 0, times);
    }
}
