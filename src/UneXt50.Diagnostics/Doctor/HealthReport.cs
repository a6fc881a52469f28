using System.Text;
using UneXt50.Diagnostics.Machine;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>All that a machine needs to classify photos and frames, looked at.</summary>
public sealed record HealthReport
{
    /// <summary>Raised when the JSON changes so that programs would notice; new fields do not.</summary>
    public int SchemaVersion { get; } = 1;

    /// <summary>Whether there is no problem; warnings may be.</summary>
    public bool Healthy => Checks.All(check => check.State != CheckState.Problem);

    /// <summary>What was found.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>What does not change.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>What did at the moment of the report.</summary>
    public required MachineState State { get; init; }

    /// <summary>The cameras, and what looks like one.</summary>
    public required IReadOnlyList<CameraDescription> Cameras { get; init; }

    /// <summary>Looks at this machine; loads the model and runs it on a picture of one grey.</summary>
    /// <param name="model">
    /// Names the model file, or throws a <see cref="UneXt50Exception"/> that says why there is none.
    /// </param>
    /// <param name="cacheFolder">Where things are kept that can be made again.</param>
    /// <param name="cameras">Finds the cameras.</param>
    /// <param name="options">How the model is run; null for as every other command does without options.</param>
    public static HealthReport Create(
        Func<string> model, string cacheFolder, Func<IReadOnlyList<CameraDescription>> cameras,
        ModelOptions? options = null) =>
        Create(model, cacheFolder, new SystemFiles(), cameras(), options);

    internal static HealthReport Create(
        Func<string> model, string cacheFolder, SystemFiles files, IReadOnlyList<CameraDescription> cameras,
        ModelOptions? options = null)
    {
        // Before the network runs: it would heat the processor and take memory.
        var (facts, state) = (MachineFacts.Read(files), MachineState.Read(files));
        return new HealthReport
        {
            Checks =
            [
                .. MachineChecks.Run(facts, state), .. NvidiaChecks.Run(facts.Nvidia),
                .. RuntimeChecks.Run(RuntimeSurvey.Make(), facts.Nvidia), .. ModelChecks.Run(model, options ?? new ModelOptions()),
                .. CameraChecks.Run(cameras), CacheCheck.Run(cacheFolder),
            ],
            Machine = facts,
            State = state,
            Cameras = cameras,
        };
    }

    /// <summary>The report as one JSON object over several lines.</summary>
    public string ToJson() =>
        Encoding.UTF8.GetString(CoreJson.ToDocument(this, DiagnosticsJson.Default.HealthReport));
}
