using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Inference;

namespace UneXt50.Cli.Options;

/// <summary>How every command that runs the network on photos runs it.</summary>
internal sealed class BackboneOptions
{
    private readonly Option<string?> _model = ModelOption.Create();

    private readonly Option<int> _threads = NumberOption.Off(
        "--threads", "n", "Cores to use, 0 for all of them; few photos share them, of many each gets one",
        otherwise: 0, least: 0, most: 256);

    private readonly Option<int> _batch = BatchOption.Create();

    private readonly Option<InferenceEngine> _engine = ChoiceOption.Create(
        "--engine", "What computes the network; native is for int8 models of the ResNet family",
        [
            ("auto", InferenceEngine.Auto), ("native", InferenceEngine.Native),
            ("onnxruntime", InferenceEngine.OnnxRuntime),
        ]);

    private readonly Option<bool> _exact = new("--exact")
    {
        Description = "Decode large JPEGs at full size; slower, with the pixels that Python gets",
    };

    private readonly Option<bool> _noCache = new("--no-cache")
    {
        Description = "Do not keep the model's checksum for later runs, nor use a kept one",
    };

    private readonly Option<bool> _quiet = QuietOption.Create();

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Model, _model);
        command.Add(OptionGroup.Speed, _threads, _batch);
        AddProfileTo(command);
        command.Add(OptionGroup.Output, _quiet);
    }

    /// <summary>Adds only those about what goes into the network.</summary>
    public void AddInputTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Model, _model);
        command.Add(OptionGroup.Speed, _exact, _noCache);
        command.Add(OptionGroup.Output, _quiet);
    }

    /// <summary>Adds those of a model that stays loaded.</summary>
    public void AddServingTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Model, _model);
        command.Add(OptionGroup.Speed, _threads);
        AddProfileTo(command);
        command.Add(OptionGroup.Output, _quiet);
    }

    /// <summary>Adds only those that <see cref="Profile"/> is made of.</summary>
    public void AddProfileTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Speed, _engine);
        ProviderOptions.Shared.AddTo(command);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared, _exact, _noCache);
        command.Check(result =>
        {
            if (result.GetValue(_engine) == InferenceEngine.Native && ProviderOptions.Shared.IsOnDevice(result))
                result.AddError("--engine native computes on the CPU: leave it or --provider out.");
        });
    }

    /// <summary>The model that is named; null for the default one.</summary>
    public string? Named(ParseResult parsed) => parsed.GetValue(_model);

    public UneXt50Model LoadModel(ParseResult parsed, double? unknown = null) =>
        LoadModel(parsed, new PipelineOptions(), unknown: unknown);

    /// <summary>Loads the model for a pipeline.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="pipeline">How many photos are worked on at once.</param>
    /// <param name="exact">Whether large JPEGs are decoded at full size even without --exact.</param>
    /// <param name="unknown">When the model itself answers "unknown", in percent; null for never.</param>
    public UneXt50Model LoadModel(
        ParseResult parsed, PipelineOptions pipeline, bool exact = false, double? unknown = null)
    {
        var model = UneXt50Model.Load(
            ModelPaths.Find(parsed.GetValue(_model)),
            Profile(parsed) with
            {
                Threads = pipeline.ModelThreads(parsed.GetValue(_threads)),
                Exact = exact || Exact(parsed),
                UnknownPercent = unknown,
                LargestBatch = pipeline.Batch,
            });
        // Whoever named a provider is told even with --quiet that it does next to nothing.
        if (model.FallBack is { } sentence) Messages.Note($"{model.Path}: {sentence}");
        var named = parsed.GetValue(RuntimeOption.Shared);
        if (named is not null && model.Engine == InferenceEngine.Native && !Quiet(parsed))
        {
            Messages.Note($"{named}: our own engine runs this model, not that onnxruntime; add --engine onnxruntime "
                + "or --provider");
        }

        return model;
    }

    /// <summary>The pipeline for a number of photos, as far as that is known beforehand.</summary>
    public PipelineOptions Pipeline(ParseResult parsed, int photos) =>
        PipelineOptions.ForPhotos(
            photos, parsed.GetValue(_threads), parsed.GetValue(_batch),
            ProviderOptions.Shared.IsOnDevice(parsed.CommandResult));

    /// <summary>From how many photos on the pipeline is another; 0 where it never is.</summary>
    public int Many(ParseResult parsed) =>
        PipelineOptions.Many(
            parsed.GetValue(_threads), parsed.GetValue(_batch),
            ProviderOptions.Shared.IsOnDevice(parsed.CommandResult));

    /// <summary>How a model is run, but for the threads.</summary>
    public ModelOptions Profile(ParseResult parsed) => new()
    {
        Engine = parsed.GetValue(_engine),
        Providers = ProviderOptions.Shared.Of(parsed),
        Told = Quiet(parsed) ? null : Messages.Note,
        Exact = Exact(parsed),
        CacheFolder = parsed.GetValue(_noCache) ? null : ModelPaths.DigestCache(),
    };

    /// <summary>Cores to use; 0 for all of them.</summary>
    public int Threads(ParseResult parsed) => parsed.GetValue(_threads);

    public bool Exact(ParseResult parsed) => parsed.GetValue(_exact);

    /// <summary>The words that choose the same providers and onnxruntime, for another process.</summary>
    public static IEnumerable<string> RuntimeWords(ParseResult parsed, bool withProviders) =>
    [
        .. withProviders ? ProviderOptions.Shared.Words(parsed) : [],
        .. parsed.GetValue(RuntimeOption.Shared) is { } path ? ["--onnxruntime", path] : Array.Empty<string>(),
    ];

    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);
}
