namespace UneXt50;

/// <summary>
/// What onnxruntime computes a network on, for as much of it as it can; the CPU does the rest. Which there are is up to
/// the onnxruntime in use.
/// </summary>
/// <param name="Name">
/// "cuda", "tensorrt", "cpu"; any other as onnxruntime calls it, with or without "ExecutionProvider" and in any case;
/// or the file of a plug-in provider, whose name has a slash or ends with ".so".
/// </param>
public sealed record ExecutionProvider(string Name)
{
    private const string Suffix = "ExecutionProvider";

    /// <summary>Its own options, as onnxruntime documents them: "device_id" is "0".</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is the CPU, which every onnxruntime has.</summary>
    public bool IsCpu => Is("cpu");

    /// <summary>Whether it is a library of its own that is loaded for it.</summary>
    public bool IsPlugIn => Name.Contains('/', StringComparison.Ordinal)
        || Name.EndsWith(".so", StringComparison.Ordinal);

    /// <summary>The name of a provider without what all end with: "CUDA".</summary>
    public static string ShortName(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            ? name[..^Suffix.Length] : name;

    /// <summary>The name as users give it: "cuda".</summary>
    internal static string Shown(string name) => ShortName(name).ToLowerInvariant();

    /// <summary>Whether it has this name, in any case, with or without "ExecutionProvider".</summary>
    internal bool Is(string name) =>
        !IsPlugIn && ShortName(Name).Equals(ShortName(name), StringComparison.OrdinalIgnoreCase);
}
