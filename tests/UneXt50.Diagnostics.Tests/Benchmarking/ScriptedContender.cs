using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Tests.Benchmarking;

/// <summary>Writes down when its turn was, and says it took a millisecond.</summary>
internal sealed class ScriptedContender(char name, List<string> turns) : IContender
{
    public StageTimes Run(Frame photo)
    {
        turns.Add($"{name}{photo.Name}");
        return new StageTimes(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
    }
}
