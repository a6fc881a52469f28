using System.Text;

namespace UneXt50.Inference.Native;

/// <summary>
/// What an ONNX file says, but for the weights, of which it only tells where they lie. The file may be hostile: every
/// field lies within its message, and neither counts nor names are larger than a network of this family needs.
/// </summary>
internal sealed class OnnxGraph
{
    private const int MostEntries = 20_000; // ResNet-152 as QDQ has some 2,500
    private const int MostDimensions = 8;

    public Dictionary<string, string> Metadata { get; } = [];

    public List<Node> Nodes { get; } = [];

    public Dictionary<string, Tensor> Initializers { get; } = [];

    public List<Value> Inputs { get; } = [];

    public List<Value> Outputs { get; } = [];

    /// <summary>Version of the default operator set; 0 where the file names none.</summary>
    public long Opset { get; private set; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="FormatException">It is no ONNX file, or one that states something twice.</exception>
    public static OnnxGraph Read(ReadOnlySpan<byte> model)
    {
        var graph = new OnnxGraph();
        var graphs = 0;
        for (var position = 0; position < model.Length;)
        {
            var field = ProtobufField.Next(model, ref position, model.Length);
            switch (field.Number)
            {
                case 7 when field.HasLength:
                    if (++graphs > 1) throw new FormatException("two graphs");
                    graph.ReadGraph(model, field);
                    break;
                case 8 when field.HasLength:
                    graph.ReadOpset(model, field);
                    break;
                case 14 when field.HasLength:
                    graph.ReadMetadata(model, field);
                    break;
            }
        }

        return graphs == 1 ? graph : throw new FormatException("no graph");
    }

    private void ReadGraph(ReadOnlySpan<byte> model, ProtobufField graph)
    {
        for (var position = graph.Value; position < graph.End;)
        {
            var field = ProtobufField.Next(model, ref position, graph.End);
            if (!field.HasLength) continue;
            switch (field.Number)
            {
                case 1: Nodes.Add(ReadNode(model, field)); break;
                case 5:
                    if (!Initializers.TryAdd(ReadTensor(model, field, out var tensor), tensor))
                        throw new FormatException("two weights of one name");
                    break;
                case 11: Inputs.Add(ReadValue(model, field)); break;
                case 12: Outputs.Add(ReadValue(model, field)); break;
            }

            if (Nodes.Count + Initializers.Count + Inputs.Count + Outputs.Count > MostEntries)
                throw new FormatException("too many nodes and weights");
        }
    }

    private static Node ReadNode(ReadOnlySpan<byte> model, ProtobufField message)
    {
        var node = new Node();
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

    private static Attribute ReadAttribute(ReadOnlySpan<byte> model, ProtobufField message)
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

        return new Attribute(name, integers, text);
    }

    private static string ReadTensor(ReadOnlySpan<byte> model, ProtobufField message, out Tensor tensor)
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
        tensor = new Tensor((int)Math.Clamp(type, 0, int.MaxValue), [.. dimensions], data.Value, length);
        return name;
    }

    private static Value ReadValue(ReadOnlySpan<byte> model, ProtobufField message)
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

        return new Value(name, (int)Math.Clamp(type, 0, int.MaxValue), [.. dimensions]);
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
            Opset = Integer(model, version);
    }

    private void ReadMetadata(ReadOnlySpan<byte> model, ProtobufField message)
    {
        var key = Inner(model, message, 1) is { HasLength: true } named ? Text(model, named) : "";
        Metadata[key] = Inner(model, message, 2) is { HasLength: true } value ? Text(model, value) : "";
        if (Metadata.Count > MostEntries) throw new FormatException("too much metadata");
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

    /// <summary>An operator.</summary>
    public sealed class Node
    {
        public string Operation { get; set; } = "";

        public string Domain { get; set; } = "";

        public List<string> Inputs { get; } = [];

        public List<string> Outputs { get; } = [];

        public List<Attribute> Attributes { get; } = [];

        /// <summary>The integers of an attribute; null where it is not given.</summary>
        public List<long>? Integers(string name)
        {
            foreach (var attribute in Attributes)
            {
                if (attribute.Name == name) return attribute.Integers;
            }

            return null;
        }
    }

    /// <summary>An attribute made of integers, or of text.</summary>
    public sealed record Attribute(string Name, List<long> Integers, string Text);

    /// <summary>A stored tensor: element type, shape, and where its bytes lie in the file.</summary>
    public sealed record Tensor(int Type, long[] Dimensions, int Start, int Length);

    /// <summary>An input or output; a dimension of any size is -1.</summary>
    public sealed record Value(string Name, int Type, long[] Dimensions);
}
