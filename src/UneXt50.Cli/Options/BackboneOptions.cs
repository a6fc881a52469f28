using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;
using UneXt50.Inference;

namespace UneXt50.Cli.Options;

/// <summary>How every command that runs the network on photos runs it.</summary>
internal sealed class BackboneOptions
{
    private readonly Option<string?> _model = ModelOption.Create();

    private readonly Option<int> _threads = NumberOption.Off(
        "--threads", "n", "Cores to use, 0 for all of them; few photos share them, of many each gets one",
        otherwise: 0, least: 0, most: 256);

    private readonly Option<int> _batch = NumberOption.Create(
        "--batch", "n", "Photos for each run of the network", otherwise: 1, least: 1, most: 1024);

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
        command.Add(OptionGroup.Speed, _threads, _batch, _engine, _exact, _noCache);
        command.Add(OptionGroup.Output, _quiet);
    }

    /// <summary>Adds only those about what goes into the network.</summary>
    public void AddInputTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Model, _model);
        command.Add(OptionGroup.Speed, _exact, _noCache);
        command.Add(OptionGroup.Output, _quiet);
    }

    /// <summary>Adds only those that <see cref="Profile"/> is made of.</summary>
    public void AddProfileTo(DocumentedCommand command) =>
        command.Add(OptionGroup.Speed, _engine, _exact, _noCache);

    /// <summary>The model that is named; null for the default one.</summary>
    public string? Named(ParseResult parsed) => parsed.GetValue(_model);

    public UneXt50Model LoadModel(ParseResult parsed) => LoadModel(parsed, lanes: 1);

    /// <summary>Loads the model for so many photos at once.</summary>
    public UneXt50Model LoadModel(ParseResult parsed, int lanes) => UneXt50Model.Load(
        ModelPaths.Find(parsed.GetValue(_model)),
        Profile(parsed) with { Threads = lanes > 1 ? 1 : parsed.GetValue(_threads) });

    /// <summary>
    /// How many photos are worked on at once. With few, all cores on one photo give each answer soonest; with many, a
    /// photo for each core gives all of them soonest.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="photos">How many photos there are, as far as that is known beforehand.</param>
    public int Lanes(ParseResult parsed, int photos) => Many(parsed) is var many && many > 0 && photos >= many
        ? Cores(parsed) : 1;

    /// <summary>From how many photos on they are many; 0 where they never are.</summary>
    public int Many(ParseResult parsed)
    {
        var may = Cores(parsed) > 1 && parsed.GetValue(_batch) == 1;
        return may ? 2 * Cores(parsed) : 0;
    }

    /// <summary>How a model is run, but for the threads.</summary>
    public ModelOptions Profile(ParseResult parsed) => new()
    {
        Engine = parsed.GetValue(_engine),
        Exact = Exact(parsed),
        CacheFolder = parsed.GetValue(_noCache) ? null : ModelPaths.DigestCache(),
    };

    public PipelineOptions Pipeline(ParseResult parsed, int lanes) =>
        new() { Batch = parsed.GetValue(_batch), Lanes = lanes };

    public bool Exact(ParseResult parsed) => parsed.GetValue(_exact);

    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    private int Cores(ParseResult parsed) =>
        parsed.GetValue(_threads) is > 0 and var threads ? threads : Environment.ProcessorCount;
}
