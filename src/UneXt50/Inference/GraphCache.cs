using System.Text;
using UneXt50.Caching;

namespace UneXt50.Inference;

/// <summary>
/// The place in the cache for one model's graph as onnxruntime has optimized it on this machine. Number of threads and
/// memory profile do not change that graph; everything that does is in the entry's name.
/// </summary>
internal sealed class GraphCache
{
    private const string Extension = ".graph";
    private const int Kept = 8; // some 75 KB each
    // In a larger one onnxruntime has put weights that it arranged anew, as for float32 on x64: to read and to check
    // those takes longer than to arrange them.
    private const int LargestWorthStoring = 4 << 20;

    private const string Format =
        "graph 2, weights from 1024 bytes on in the model file, all optimizations, exact products";

    private readonly CacheFolder _folder;
    private readonly string _entry;

    private GraphCache(CacheFolder folder, string entry) => (_folder, _entry) = (folder, entry);

    /// <summary>
    /// Finds the place; null where there is none, or finding it would cost every run a digest of the model.
    /// </summary>
    /// <param name="folderPath">The cache, or null for none.</param>
    /// <param name="modelPath">The model file itself, no link.</param>
    /// <exception cref="IOException">The model cannot be read.</exception>
    public static GraphCache? Find(string? folderPath, string modelPath)
    {
        if (CacheFolder.Open(folderPath) is not { } folder
            || ProcessorSignature.Read() is not { } processor)
        {
            return null;
        }

        if (new KnownDigests(folder).Remembered(modelPath) is not { } digest) return null;
        // The graph calls the file with its weights by name.
        string[] key = [Format, digest, Path.GetFileName(modelPath), NativeRuntime.Version, processor];
        var name = Sha256Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', key)));
        return new GraphCache(folder, name[..32] + Extension);
    }

    /// <summary>The stored graph, empty where it is not worth storing; null when there is none that is whole.</summary>
    public byte[]? Read() => _folder.Read(_entry);

    /// <summary>Stores a graph, and drops the oldest of the others.</summary>
    public void Write(ReadOnlySpan<byte> graph)
    {
        _folder.Write(_entry, graph.Length <= LargestWorthStoring ? graph : []);
        _folder.Trim(Extension, Kept);
    }
}
