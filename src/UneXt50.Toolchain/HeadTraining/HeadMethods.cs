namespace UneXt50.Toolchain.HeadTraining;

/// <summary>What methods are called in reports and on the command line.</summary>
public static class HeadMethods
{
    /// <summary>All of them with their words.</summary>
    public static IReadOnlyList<(string Word, HeadMethod Method)> All { get; } =
        [("logistic", HeadMethod.Logistic), ("centroid", HeadMethod.Centroid), ("knn", HeadMethod.Knn)];

    /// <summary>The word for a method.</summary>
    public static string Word(this HeadMethod method) => All.First(known => known.Method == method).Word;

    /// <summary>The method of a word; logistic for one that is not known.</summary>
    public static HeadMethod Of(string word) => All.FirstOrDefault(known => known.Word == word, All[0]).Method;
}
