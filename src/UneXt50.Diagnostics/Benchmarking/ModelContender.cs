using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>A model as every other command runs it: one session, both outputs.</summary>
/// <param name="model">Stays the caller's.</param>
public sealed class ModelContender(UneXt50Model model) : IContender
{
    /// <inheritdoc/>
    public StageTimes Run(Frame photo) => model.Classify(photo).Times;
}
