using UneXt50.Inference;
using UneXt50.Sources;

namespace UneXt50.Benchmarking;

/// <summary>A model as every other command runs it: one session, both outputs.</summary>
/// <param name="model">Stays the caller's.</param>
public sealed class ModelContender(UneXt50Model model) : IContender
{
    /// <inheritdoc/>
    public StageTimes Run(Frame photo) => model.Classify(photo).Times;
}
