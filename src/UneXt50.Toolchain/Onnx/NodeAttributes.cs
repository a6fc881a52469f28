using Google.Protobuf;
using Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Reads and adds attributes of a node by name.</summary>
internal static class NodeAttributes
{
    /// <summary>The integer attribute of that name, or what ONNX takes when it is absent.</summary>
    public static long Integer(this NodeProto node, string name, long otherwise) => node.Find(name)?.I ?? otherwise;

    /// <summary>The number of that name, or what ONNX takes when it is absent.</summary>
    public static float Number(this NodeProto node, string name, float otherwise) => node.Find(name)?.F ?? otherwise;

    /// <summary>The integer list of that name; empty when it is absent.</summary>
    public static IReadOnlyList<long> Integers(this NodeProto node, string name) => node.Find(name)?.Ints ?? [];

    /// <summary>Sets an integer attribute, in place if it is there.</summary>
    public static NodeProto WithInteger(this NodeProto node, string name, long value)
    {
        var attribute = node.FindOrAdd(name);
        attribute.Type = AttributeProto.Types.AttributeType.Int;
        attribute.I = value;
        return node;
    }

    /// <summary>Sets an attribute that is a list of integers, in place if it is there.</summary>
    public static NodeProto WithIntegers(this NodeProto node, string name, params ReadOnlySpan<long> values)
    {
        var attribute = node.FindOrAdd(name);
        attribute.Type = AttributeProto.Types.AttributeType.Ints;
        attribute.Ints.Clear();
        foreach (var value in values) attribute.Ints.Add(value);
        return node;
    }

    /// <summary>Sets an attribute that is text, in place if it is there.</summary>
    public static NodeProto WithText(this NodeProto node, string name, string value)
    {
        var attribute = node.FindOrAdd(name);
        attribute.Type = AttributeProto.Types.AttributeType.String;
        attribute.S = ByteString.CopyFromUtf8(value);
        return node;
    }

    /// <summary>Takes an attribute off a node; null if it has none of that name.</summary>
    public static AttributeProto? Take(this NodeProto node, string name)
    {
        var taken = node.Find(name);
        if (taken is not null) node.Attribute.Remove(taken);
        return taken;
    }

    private static AttributeProto? Find(this NodeProto node, string name) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    private static AttributeProto FindOrAdd(this NodeProto node, string name)
    {
        if (node.Find(name) is { } found) return found;
        var added = new AttributeProto { Name = name };
        node.Attribute.Add(added);
        return added;
    }
}
