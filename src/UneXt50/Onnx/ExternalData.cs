using System.Globalization;
using Google.Protobuf;
using Onnx;
using DataLocation = Onnx.TensorProto.Types.DataLocation;

namespace UneXt50.Onnx;

/// <summary>
/// Weights that lie in other files beside a model, as torch.onnx.export writes them. They are taken into the model, so
/// that all that follows sees one whole file. Where they lie is said by an untrusted file: nothing outside the model's
/// folder is read.
/// </summary>
internal sealed class ExternalData
{
    private const string Anew = "export the model again as one file: torch.onnx.export(..., external_data=False)";

    /// <summary>The largest model with all its weights, in bytes: what one protobuf message holds.</summary>
    public static readonly long MaximumBytes = Array.MaxLength;

    private const int GraphOfModel = 7; // field numbers of onnx.proto
    private const int InitializerOfGraph = 5;
    private const int DataLocationOfTensor = 14;

    private readonly string _path;
    private readonly string[] _folders;

    private ExternalData(string path)
    {
        _path = path;
        // A model may be a link, and its weights another one beside it, into one store: as in Hugging Face's cache.
        _folders = [Folder(path), Folder(RealPath.Of(path))];
    }

    /// <summary>Takes such weights in.</summary>
    /// <param name="model">The model, changed in place.</param>
    /// <param name="path">The file it was read from.</param>
    /// <exception cref="UneXt50Exception">
    /// They are not there, lie elsewhere, do not fit their tensors, or are too large with them (Model).
    /// </exception>
    public static void TakeIn(ModelProto model, string path)
    {
        var elsewhere = model.StoredTensors().Where(tensor => tensor.DataLocation == DataLocation.External).ToList();
        if (elsewhere.Count == 0) return;
        var data = new ExternalData(path);
        var places = elsewhere.ConvertAll(data.PlaceOf);
        if (model.StoredTensors().Sum(tensor => (long)tensor.RawData.Length) + places.Sum(place => place.Length)
            > MaximumBytes)
        {
            throw data.Refused($"with its weights it is larger than {ByteSize.Text(MaximumBytes)}, the most that is "
                + $"read",
                "give a smaller model");
        }

        foreach (var file in places.GroupBy(place => place.Location)) data.Read(file.Key, [.. file]);
    }

    /// <summary>A model file as one message with all weights; null if it has them already, or is none.</summary>
    /// <exception cref="UneXt50Exception">As <see cref="TakeIn"/>.</exception>
    public static byte[]? Whole(string path, ReadOnlySpan<byte> file)
    {
        if (!IsUsedIn(file)) return null;
        var model = ModelProto.Parser.ParseFrom(file);
        TakeIn(model, path);
        return model.ToByteArray();
    }

    /// <summary>Whether an initializer says that it lies elsewhere; nothing of the weights is touched.</summary>
    public static bool IsUsedIn(ReadOnlySpan<byte> file)
    {
        try
        {
            foreach (var graph in ProtobufField.Read(file, 0, file.Length))
            {
                if (graph.Number != GraphOfModel || !graph.HasLength) continue;
                foreach (var tensor in ProtobufField.Read(file, graph.Value, graph.End))
                {
                    if (tensor.Number != InitializerOfGraph || !tensor.HasLength) continue;
                    foreach (var field in ProtobufField.Read(file, tensor.Value, tensor.End))
                    {
                        if (field.Number == DataLocationOfTensor && file[field.Value] == (byte)DataLocation.External)
                            return true;
                    }
                }
            }
        }
        catch (FormatException)
        {
            // Whoever loads it says what is wrong.
        }

        return false;
    }

    private Place PlaceOf(TensorProto tensor)
    {
        var entries = new Dictionary<string, string>();
        foreach (var entry in tensor.ExternalData) entries[entry.Key] = entry.Value;
        long Number(string key, long otherwise) => !entries.TryGetValue(key, out var text) ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Refused($"the {key} of tensor '{tensor.Name}' in its file is '{text}'", Anew);

        var location = entries.GetValueOrDefault("location", "");
        if (location.Length == 0) throw Refused($"it does not say in which file tensor '{tensor.Name}' lies", Anew);
        var bytes = tensor.RawBytes()
            ?? throw Refused($"tensor '{tensor.Name}' has a type or shape that no file can hold", Anew);
        var length = Number("length", bytes);
        return length == bytes
            ? new Place(tensor, location, Number("offset", 0), length)
            : throw Refused($"{length} bytes are said to hold tensor '{tensor.Name}', which takes {bytes}", Anew);
    }

    private void Read(string location, List<Place> places)
    {
        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_path))!, Inside(location));
        if (!File.Exists(file) && !Directory.Exists(file) && !FileTypes.IsSpecial(file))
        {
            throw Refused($"its weights lie in '{location}', and there is no such file beside it",
                $"copy {Path.GetFileName(location)} to {file}");
        }

        if (!_folders.Any(folder => RealPath.Of(file).StartsWith(folder, StringComparison.Ordinal)))
        {
            throw Refused(
                $"its weights lie in '{location}', a link that leads out of its folder", "copy the file there");
        }

        InputFile.Read(file, ErrorKind.Model, stream =>
        {
            foreach (var (tensor, _, offset, length) in places)
            {
                if (offset > stream.Length || length > stream.Length - offset)
                {
                    throw Refused(
                        $"tensor '{tensor.Name}' ends at byte {(decimal)offset + length} of '{location}', "
                        + $"which has {stream.Length}",
                        "the files do not belong together, or one is cut off: copy both again");
                }

                var bytes = new byte[length];
                stream.Position = offset;
                stream.ReadExactly(bytes);
                tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
                tensor.DataLocation = DataLocation.Default;
                tensor.ExternalData.Clear();
            }

            return true;
        });
    }

    /// <summary>The location, once its text is seen to stay in the folder.</summary>
    private string Inside(string location) =>
        Path.IsPathRooted(location) || location.Contains('\0') || location.Split('/', '\\').Contains("..")
            ? throw Refused($"its weights lie in '{location}', which is not inside its folder", Anew) : location;

    private static string Folder(string path) =>
        Path.TrimEndingDirectorySeparator(RealPath.Of(Path.GetDirectoryName(Path.GetFullPath(path))!)) + '/';

    private UneXt50Exception Refused(string problem, string remedy) => new(ErrorKind.Model, _path, problem, remedy);

    private readonly record struct Place(TensorProto Tensor, string Location, long Offset, long Length);
}
