using System.Text;

namespace UneXt50.Onnx;

/// <summary>
/// What heads and feature vectors are bound to: the SHA-256 of a model file without the metadata entries about photos
/// that the model knows (<c>unext50.known.*</c>), which no feature depends on. It is the file's own where there are
/// none, and stays the same when they are added or made anew.
/// </summary>
internal static class BackboneDigest
{
    /// <summary>How the names of the entries begin that are left out.</summary>
    public const string Prefix = "unext50.known.";

    private const int MetadataOfModel = 14; // field numbers of onnx.proto
    private const int KeyOfEntry = 1;
    private const int MostFields = 20_000; // a model has some thirty

    /// <summary>Whether the file has such entries, so that this digest is not the file's own.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool Differs(string path) => LeftOut(path).Count > 0;

    /// <summary>The digest, 64 lower-case hex digits.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string OfFile(string path)
    {
        var leftOut = LeftOut(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Sha256Digest.Of(new Kept(file, leftOut));
    }

    /// <summary>
    /// Where the entries lie among the fields of a model, in their order; none in what is no protobuf message.
    /// </summary>
    public static List<(int Start, int End)> LeftOut(ReadOnlySpan<byte> model)
    {
        var found = new List<(int, int)>();
        try
        {
            var fields = 0;
            for (var position = 0; position < model.Length;)
            {
                if (++fields > MostFields) return [];
                var field = ProtobufField.Next(model, ref position, model.Length);
                if (IsLeftOut(model, field)) found.Add((field.Start, field.End));
            }
        }
        catch (FormatException)
        {
            return []; // whoever loads it says what is wrong
        }

        return found;
    }

    private static List<(int Start, int End)> LeftOut(string path)
    {
        using var file = MappedFile.Open(path);
        return LeftOut(file.Bytes);
    }

    private static bool IsLeftOut(ReadOnlySpan<byte> model, ProtobufField entry)
    {
        if (entry.Number != MetadataOfModel || !entry.HasLength) return false;
        var key = default(ProtobufField); // the last one counts, as for whoever reads the entry
        for (var position = entry.Value; position < entry.End;)
        {
            var field = ProtobufField.Next(model, ref position, entry.End);
            if (field.Number == KeyOfEntry && field.HasLength) key = field;
        }

        return key.End - key.Value >= Prefix.Length
            && Ascii.Equals(model.Slice(key.Value, Prefix.Length), Prefix);
    }

    /// <summary>A file read from its beginning to its end, without some of its bytes.</summary>
    private sealed class Kept(FileStream file, List<(int Start, int End)> leftOut) : ForwardStream
    {
        private int _next;

        public override int Read(Span<byte> buffer)
        {
            while (_next < leftOut.Count && file.Position == leftOut[_next].Start) file.Position = leftOut[_next++].End;
            var most = _next < leftOut.Count ? leftOut[_next].Start - file.Position : buffer.Length;
            return file.Read(buffer[..(int)Math.Min(buffer.Length, most)]);
        }
    }
}
