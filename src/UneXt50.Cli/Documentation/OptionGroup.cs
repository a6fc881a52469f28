namespace UneXt50.Cli.Documentation;

/// <summary>The headings under which the help lists options, in its order.</summary>
internal enum OptionGroup
{
    Input,
    Output,
    Model,
    Preprocessing,
    Training,
    Measurement,
    Serving,
    Speed,
    Camera,
    Gpio,
    Mqtt,
    Metrics,
    ViewAndSaving,
    Heads,
    Shards,
    General,
}
