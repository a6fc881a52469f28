using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>One of the things whose times are measured in turns: a model, or another way to run it.</summary>
public interface IContender
{
    /// <summary>Takes one photo from its bytes to the answer, and says where the time went.</summary>
    /// <exception cref="UneXt50Exception">The photo or the model fails.</exception>
    StageTimes Run(Frame photo);
}

/// <summary>A model as every other command runs it: one session, both outputs.</summary>
/// <param name="model">Stays the caller's.</param>
public sealed class ModelContender(UneXt50Model model) : IContender
{
    /// <inheritdoc/>
    public StageTimes Run(Frame photo) => model.Classify(photo).Times;
}
