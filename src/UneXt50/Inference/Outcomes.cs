using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>Makes what is said of an input.</summary>
internal static class Outcomes
{
    /// <summary>What became of a photo: one of the two is null.</summary>
    public static Outcome Of(Photo photo, Prediction? prediction, UneXt50Exception? error) =>
        new(photo.Name, prediction, error) { FilmTime = photo.FilmTime };
}
