using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;
using Xunit;

namespace UneXt50.Toolchain.Tests.Onnx;

/// <summary>What was said in an old opset, onnxruntime computes alike in the new one.</summary>
public sealed class OpsetRaisingTests
{
    private static readonly long[] Shape = [2, 3, 4, 5];

    [Theory]
    [InlineData("Softmax", 7, 1)]
    [InlineData("Softmax", 12, 3)]
    [InlineData("Softmax", 11, -2)]
    [InlineData("LogSoftmax", 9, 2)]
    [InlineData("Hardmax", 12, 1)]
    public void Softmax_over_all_dimensions_from_one_on(string type, int opset, long axis) =>
        IsKept(opset, Node(type).WithInteger("axis", axis));

    [Fact]
    public void Attributes_that_became_inputs()
    {
        IsKept(12, Node("Unsqueeze").WithIntegers("axes", 0, 3));
        IsKept(9, Node("Unsqueeze").WithIntegers("axes", 1), Then("Squeeze").WithIntegers("axes", 1));
        IsKept(12, Node("ReduceSum").WithIntegers("axes", 1, 3).WithInteger("keepdims", 0));
        IsKept(11, Node("ReduceSum"));
        IsKept(9, Node("Slice").WithIntegers("starts", 1, -3).WithIntegers("ends", 3, 9).WithIntegers("axes", 1, 3));
        IsKept(7, Node("Slice").WithIntegers("starts", 0, 1).WithIntegers("ends", 2, 2));
        IsKept(10, WithNumber(Node("Pad").WithIntegers("pads", 0, 0, 1, 2, 0, 0, 0, 1), "value", 0.5f));
        IsKept(9, Node("Pad").WithIntegers("pads", 0, 0, 1, 1, 0, 0, 1, 1).WithText("mode", "reflect"));
        IsKept(8, WithNumber(WithNumber(Node("Clip"), "min", -0.25f), "max", 0.5f));
        IsKept(10, WithNumber(Node("Clip"), "max", 0.125f));
    }

    [Fact]
    public void What_has_two_outputs()
    {
        var split = Node("Split").WithInteger("axis", 3).WithIntegers("split", 1, 4);
        var best = Node("TopK").WithInteger("k", 2).WithInteger("axis", 1);
        foreach (var node in (NodeProto[])[split, best]) node.Output.Add("rest");

        IsKept(11, split);
        IsKept(9, best);
    }

    [Theory]
    [InlineData(7, "nearest", 2f)]
    [InlineData(8, "linear", 2f)]
    [InlineData(10, "nearest", 2f)]
    [InlineData(10, "nearest", 0.5f)]
    public void Pictures_are_resized_as_before(int opset, string mode, float scale)
    {
        var node = Node(opset < 10 ? "Upsample" : "Resize").WithText("mode", mode);
        float[] scales = [1, 1, scale, scale];
        var model = Model(opset, node);
        if (opset < 9)
        {
            var attribute = new AttributeProto { Name = "scales", Type = AttributeProto.Types.AttributeType.Floats };
            attribute.Floats.Add(scales);
            node.Attribute.Add(attribute);
        }
        else
        {
            node.Input.Add("scales");
            model.Graph.Initializer.Add(new FloatTensor([4], scales).ToProto("scales"));
        }

        IsKept(model);
    }

    [Fact]
    public void Dropout_and_training_outputs_go()
    {
        var dropout = WithNumber(Node("Dropout"), "ratio", 0.5f);
        dropout.Output.Add("mask");
        IsKept(7, dropout);

        var norm = Node("BatchNormalization").WithInteger("spatial", 1);
        norm.Input.Add(["scale", "bias", "mean", "variance"]);
        var model = Model(7, norm);
        foreach (var (name, value) in new[] { ("scale", 2f), ("bias", 0.5f), ("mean", 0.25f), ("variance", 1.5f) })
            model.Graph.Initializer.Add(new FloatTensor([3], [value, value, value + 1]).ToProto(name));
        IsKept(model);
    }

    [Fact]
    public void Branches_are_raised_too()
    {
        var branch = new GraphProto { Name = "branch", Node = { Then("Softmax", "x", "inner") } };
        branch.Output.Add(new ValueInfoProto { Name = "inner" });
        var node = new NodeProto { OpType = "If", Input = { "yes" }, Output = { "y" } };
        foreach (var name in (string[])["then_branch", "else_branch"])
        {
            var type = AttributeProto.Types.AttributeType.Graph;
            node.Attribute.Add(new AttributeProto { Name = name, Type = type, G = branch.Clone() });
        }

        var model = Model(11, node);
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "yes",
            DataType = (int)TensorProto.Types.DataType.Bool,
            Int32Data = { 1 },
        });

        IsKept(model);
    }

    [Fact]
    public void What_is_too_old_is_told_to_be_exported_again()
    {
        var error = Assert.Throws<UneXt50Exception>(() => OpsetRaising.Apply(Model(6, Node("Relu")), "old.onnx"));

        Assert.Equal((ErrorKind.Model, "old.onnx"), (error.Kind, error.Subject));
        Assert.Contains("its opset is 6", error.Problem);
        Assert.Contains("opset_version=13", error.Remedy);
    }

    [Fact]
    public void What_is_new_enough_stays_as_it_is()
    {
        var model = Model(13, Node("Softmax"));
        var raised = model.Clone();

        OpsetRaising.Apply(raised, "new.onnx");

        Assert.Equal(model, raised);
    }

    private static NodeProto Node(string type) => new() { OpType = type, Input = { "x" }, Output = { "y" } };

    private static NodeProto Then(string type, string input = "y", string output = "z") =>
        new() { OpType = type, Input = { input }, Output = { output } };

    private static NodeProto WithNumber(NodeProto node, string name, float value)
    {
        var type = AttributeProto.Types.AttributeType.Float;
        node.Attribute.Add(new AttributeProto { Name = name, Type = type, F = value });
        return node;
    }

    private static ModelProto Model(int opset, params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "old", Node = { nodes } };
        graph.Input.Add(TensorValue.Declare("x", (int)Shape[0], (int)Shape[1], (int)Shape[2], (int)Shape[3]));
        graph.Output.Add(new ValueInfoProto { Name = nodes[^1].Output[0] });
        return new ModelProto
        {
            IrVersion = 4,
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = opset } },
        };
    }

    private static void IsKept(int opset, params NodeProto[] nodes) => IsKept(Model(opset, nodes));

    private static void IsKept(ModelProto model)
    {
        var expected = Run(model);
        var raised = model.Clone();
        OpsetRaising.Apply(raised, "old.onnx");
        Assert.Equal(13, raised.OpsetImport[0].Version);
        Assert.Equal(expected, Run(raised), (one, other) => MathF.Abs(one - other) < 1e-6f);
    }

    private static float[] Run(ModelProto model)
    {
        var values = new float[Shape.Aggregate((product, extent) => product * extent)];
        for (var i = 0; i < values.Length; i++) values[i] = MathF.Sin(i * 1.7f);
        using var options = NativeRuntime.NewSessionOptions(threads: 1);
        using var session = new InferenceSession(model.ToByteArray(), options);
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(values, Shape);
        using var results = session.Run(run, ["x"], [input], [model.Graph.Output[0].Name]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
