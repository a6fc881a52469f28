using System.CommandLine;
using UneXt50.Cli.Runs;
using UneXt50.Inference;

namespace UneXt50.Cli.Options;

/// <summary>How every command that runs the network on photos runs it.</summary>
internal sealed class BackboneOptions
{
    private readonly Option<string?> _model = new("--model", "-m")
    {
        Description = "The model file",
        HelpName = "file",
    };

    private readonly Option<int> _threads = NumberOption.Create(
        "--threads", "n", "Cores to use, 0 for all: for one photo after the other, or for so many at once where there "
            + "are many",
        otherwise: 0, least: 0, most: 256);

    private readonly Option<int> _batch = NumberOption.Create(
        "--batch", "n", "Photos in one run of the network", otherwise: 1, least: 1, most: 1024);

    private readonly Option<InferenceEngine> _engine = ChoiceOption.Create(
        "--engine", "What computes the network: our own engine for int8 models of the ResNet family, or onnxruntime",
        [
            ("auto", InferenceEngine.Auto), ("native", InferenceEngine.Native),
            ("onnxruntime", InferenceEngine.OnnxRuntime),
        ]);

    private readonly Option<bool> _exact = new("--exact")
    {
        Description = "Decode large JPEGs at full size too, not scaled: Python's pixels, and slower",
    };

    private readonly Option<bool> _noCache = new("--no-cache")
    {
        Description = "Neither use nor keep the checksum of the model from run to run",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress bar" };

    public void AddTo(Command command)
    {
        var options = new Option[] { _model, _threads, _batch, _engine, _exact, _noCache, _quiet };
        foreach (var option in options) command.Add(option);
    }

    /// <summary>Adds only those about what goes into the network.</summary>
    public void AddInputTo(Command command)
    {
        foreach (var option in new Option[] { _model, _exact, _noCache, _quiet }) command.Add(option);
    }

    /// <summary>Adds only those that <see cref="Profile"/> is made of.</summary>
    public void AddProfileTo(Command command)
    {
        foreach (var option in new Option[] { _engine, _exact, _noCache }) command.Add(option);
    }

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
