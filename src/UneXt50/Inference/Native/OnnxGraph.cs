namespace UneXt50.Inference.Native;

/// <summary>What an ONNX file says, but for the weights, of which it only tells where they lie.</summary>
internal sealed class OnnxGraph
{
    public Dictionary<string, string> Metadata { get; } = [];

    public List<Node> Nodes { get; } = [];

    public Dictionary<string, Tensor> Initializers { get; } = [];

    public List<Value> Inputs { get; } = [];

    public List<Value> Outputs { get; } = [];

    /// <summary>Version of the default operator set; 0 where the file names none.</summary>
    public long Opset { get; set; }

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
