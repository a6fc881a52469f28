using System.Text;
using UneXt50.Onnx;

namespace UneXt50.Inference.Native;

/// <summary>
/// Reads a graph from an ONNX file, which may be hostile: every field lies within its message, and neither counts nor
/// names are larger than a network of this family needs.
/// </summary>
internal sealed class OnnxReader
{
    private const int MostEntries = 20_000; // ResNet-152 as QDQ has some 2,500
    private const int MostDimensions = 8;

    private readonly OnnxGraph _graph = new();

    /// <summary>Reads a model.</summary>
    /// <exception cref="FormatException">It is no ONNX file, or one that states something twice.</exception>
    public static OnnxGraph Read(ReadOnlySpan<byte> model)
    {
        var reader = new OnnxReader();
        var graphs = 0;
        for (var position = 0; position < model.Length;)
        {
            var field = ProtobufField.Next(model, ref position, model.Length);
            switch (field.Number)
            {
                case 7 when field.HasLength:
                    if (++graphs > 1) throw new FormatException("two graphs");
                    reader.ReadGraph(model, field);
                    break;
                case 8 when field.HasLength:
                    reader.ReadOpset(model, field);
                    break;
                case 14 when field.HasLength:
                    reader.ReadMetadata(model, field);
                    break;
            }
        }

        return graphs == 1 ? reader._graph : throw new FormatException("no graph");
    }

    private void ReadGraph(ReadOnlySpan<byte> model, ProtobufField graph)
    {
        for (var position = graph.Value; position < graph.End;)
        {
            var field = ProtobufField.Next(model, ref position, graph.End);
            if (!field.HasLength) continue;
            switch (field.Number)
            {
                case 1: _graph.Nodes.Add(ReadNode(model, field)); break;
                case 5:
                    if (!_graph.Initializers.TryAdd(ReadTensor(model, field, out var tensor), tensor))
                        throw new FormatException("two weights of one name");
                    break;
                case 11: _graph.Inputs.Add(ReadValue(model, field)); break;
                case 12: _graph.Outputs.Add(ReadValue(model, field)); break;
            }

            if (_graph.Nodes.Count + _graph.Initializers.Count + _graph.Inputs.Count + _graph.Outputs.Count
                > MostEntries)
                throw new FormatException("too many nodes and weights");
        }
    }

    private static OnnxGraph.Node ReadNode(ReadOnlySpan<byte> model, ProtobufField message)
    {
        var node = new OnnxGraph.Node();
        for (var position = message.Value; position < message.End;)
        {
            var field = ProtobufField.Next(model, ref position, message.End);
            if (!field.HasLength) continue;
            switch (field.Number)
            {
                case 1: node.Inputs.Add(Text(model, field)); break;
                case 2: node.Outputs.Add(Text(model, field)); break;
                case 4: node.Operation = Text(model, field); break;
                case 5: node.Attributes.Add(ReadAttribute(model, field)); break;
                case 7: node.Domain = Text(model, field); break;
            }
        }

        return node;
    }

    private static OnnxGraph.Attribute ReadAttribute(ReadOnlySpan<byte> model, ProtobufField message)
    {
        var (name, text) = ("", "");
        var integers = new List<long>();
        for (var position = message.Value; position < message.End;)
        {
            var field = ProtobufField.Next(model, ref position, message.End);
            switch (field.Number)
            {
                case 1 when field.HasLength: name = Text(model, field); break;
                case 4 when field.HasLength: text = Text(model, field); break;
                case 3 or 8: Integers(model, field, integers); break;
            }
        }

        return new OnnxGraph.Attribute(name, integers, text);
    }

    private static string ReadTensor(ReadOnlySpan<byte> model, ProtobufField message, out OnnxGraph.Tensor tensor)
    {
        var name = "";
        var dimensions = new List<long>();
        long type = 0, location = 0;
        var data = default(ProtobufField);
        for (var position = message.Value; position < message.End;)
        {
            var field = ProtobufField.Next(model, ref position, message.End);
            switch (field.Number)
            {
                case 1: Integers(model, field, dimensions); break;
                case 2 when !field.HasLength: type = Integer(model, field); break;
                case 8 when field.HasLength: name = Text(model, field); break;
                case 9 when field.HasLength: data = field; break;
                case 14 when !field.HasLength: location = Integer(model, field); break;
            }
        }

        // Data in another file, or in other fields than this one, is none of ours.
        var length = location == 0 ? data.End - data.Value : 0;
        tensor = new OnnxGraph.Tensor((int)Math.Clamp(type, 0, int.MaxValue), [.. dimensions], data.Value, length);
        return name;
    }

    private static OnnxGraph.Value ReadValue(ReadOnlySpan<byte> model, ProtobufField message)
    {
        var name = "";
        var type = 0L;
        var dimensions = new List<long>();
        for (var position = message.Value; position < message.End;)
        {
            var field = ProtobufField.Next(model, ref position, message.End);
            if (!field.HasLength) continue;
            if (field.Number == 1) name = Text(model, field);
            if (field.Number == 2 && Inner(model, field, 1) is { HasLength: true } tensor)
                ReadType(model, tensor, ref type, dimensions);
        }

        return new OnnxGraph.Value(name, (int)Math.Clamp(type, 0, int.MaxValue), [.. dimensions]);
    }

    private static void ReadType(ReadOnlySpan<byte> model, ProtobufField tensor, ref long type, List<long> dimensions)
    {
        for (var position = tensor.Value; position < tensor.End;)
        {
            var field = ProtobufField.Next(model, ref position, tensor.End);
            if (field.Number == 1 && !field.HasLength) type = Integer(model, field);
            if (field.Number != 2 || !field.HasLength) continue;
            for (var place = field.Value; place < field.End;)
            {
                var dimension = ProtobufField.Next(model, ref place, field.End);
                if (dimension.Number != 1 || !dimension.HasLength) continue;
                // One that has a name and no value may be of any size.
                dimensions.Add(Inner(model, dimension, 1) is { HasLength: false } value ? Integer(model, value) : -1);
                if (dimensions.Count > MostDimensions) throw new FormatException("too many dimensions");
            }
        }
    }

    private static ProtobufField? Inner(ReadOnlySpan<byte> model, ProtobufField message, int number)
    {
        ProtobufField? last = null;
        for (var position = message.Value; position < message.End;)
        {
            var field = ProtobufField.Next(model, ref position, message.End);
            if (field.Number == number) last = field;
        }

        return last;
    }

    private void ReadOpset(ReadOnlySpan<byte> model, ProtobufField message)
    {
        var domain = Inner(model, message, 1) is { HasLength: true } named ? Text(model, named) : "";
        if (domain.Length == 0 && Inner(model, message, 2) is { HasLength: false } version)
            _graph.Opset = Integer(model, version);
    }

    private void ReadMetadata(ReadOnlySpan<byte> model, ProtobufField message)
    {
        var key = Inner(model, message, 1) is { HasLength: true } named ? Text(model, named) : "";
        _graph.Metadata[key] = Inner(model, message, 2) is { HasLength: true } value ? Text(model, value) : "";
        if (_graph.Metadata.Count > MostEntries) throw new FormatException("too much metadata");
    }

    private static string Text(ReadOnlySpan<byte> model, ProtobufField field) =>
        Encoding.UTF8.GetString(model[field.Value..field.End]);

    private static long Integer(ReadOnlySpan<byte> model, ProtobufField field)
    {
        var position = field.Value;
        return unchecked((long)ProtobufField.Varint(model, ref position, field.End));
    }

    private static void Integers(ReadOnlySpan<byte> model, ProtobufField field, List<long> values)
    {
        for (var position = field.Value; position < field.End;)
        {
            values.Add(unchecked((long)ProtobufField.Varint(model, ref position, field.End)));
            if (values.Count > MostDimensions) throw new FormatException("too many numbers in one place");
        }
    }
}
