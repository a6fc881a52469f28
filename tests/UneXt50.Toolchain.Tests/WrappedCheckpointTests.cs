using UneXt50.Imaging;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests;

/// <summary>One network, saved in the ways training programs save theirs (golden/wrapped_checkpoints.py).</summary>
public sealed class WrappedCheckpointTests(WrappedCheckpoints files) : IClassFixture<WrappedCheckpoints>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tutorial.pth", "model_state_dict", "optimizer_state_dict", "history")]
    [InlineData("protocol4.pth", "net.module")]
    [InlineData("net_before_1_6.pth", "net.module")]
    [InlineData("lightning.ckpt", "state_dict.model", "state_dict.criterion", "callbacks", "optimizer_states")]
    [InlineData("compiled.pth", "module")]
    [InlineData("learner.pth", "model", "opt")]
    [InlineData("beside.pth", "", "optimizer")]
    [InlineData("record.pth", "0")]
    [InlineData("in_list.pth", "0")]
    [InlineData("dropout_head.pth", "")]
    [InlineData("parts.pth", "backbone")]
    [InlineData("mmpretrain.pth", "state_dict.backbone")]
    [InlineData("sequential.pth", "0")]
    [InlineData("swa.pth", "averaged_model.module", "model")]
    [InlineData("n_averaged.pth", "second.module", "network")]
    [InlineData("mmengine.pth", "state_dict.backbone", "ema_state_dict")]
    [InlineData("incomplete_pair.pth", "weights", "momentum")]
    [InlineData("twice.pth", "model", "encoder")]
    [InlineData("module.pth", "module")]
    [InlineData("module_before_1_6.pth", "model")]
    [InlineData("learner_object.pth", "model")]
    [InlineData("double.pth", "")]
    [InlineData("cast.pth", "")]
    [InlineData("hub/model.safetensors", "resnet")]
    [InlineData("own_loss.pth", "state_dict", "state_dict.criterion", "state_dict.val_acc")]
    [InlineData("two_names.pth", "", "head")]
    [InlineData("named_head.pth", "backbone")]
    [InlineData("pixel_mean.pth", "", "pixel_mean", "pixel_std")]
    public void The_network_is_found_whole_and_equal(string file, string prefix, params string[] leftOut)
    {
        var backbone = Networks.At(files[file]);

        AreEqual(Networks.At(files["plain.pth"]).Tensors, backbone.Tensors);
        Assert.Equal(prefix, backbone.Prefix);
        Assert.Subset(backbone.LeftOut.ToHashSet(), leftOut.ToHashSet());
    }

    [Fact]
    public void Bottlenecks_of_hugging_face_are_those_of_torchvision() => AreEqual(
        Networks.At(files["bottleneck.pth"]).Tensors, Networks.At(files["hub_bottleneck/model.safetensors"]).Tensors);

    [Theory]
    [InlineData("student")]
    [InlineData("student.backbone")]
    [InlineData("backbone")]
    public void Of_two_networks_the_one_that_is_named_is_taken(string name) => AreEqual(
        Networks.At(files["plain.pth"]).Tensors, Networks.At(files["distilled.pth"], name).Tensors);

    [Theory]
    [InlineData(null, "it holds several networks: it has 'teacher', 'student.backbone'")]
    [InlineData("nobody", "it holds no network 'nobody': it has 'teacher', 'student.backbone'")]
    public void Two_networks_are_named_and_one_asked_for(string? name, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => Networks.At(files["distilled.pth"], name));

        Assert.Contains(problem, error.Problem);
        Assert.Contains("network teacher", error.Remedy);
    }

    [Theory]
    [InlineData("quantized.pth", "its tensor 'conv1.weight' holds quantized elements", "float weights")]
    [InlineData("integers.pth", "its tensor 'layer2.0.conv1.weight' holds int8 elements", "float weights")]
    [InlineData("sparse.pth", "its tensor 'fc.weight' holds sparse elements", "float weights")]
    [InlineData("complex.pth", "its tensor 'fc.weight' holds complex64 elements", "float weights")]
    [InlineData("traced.pt", "it is a TorchScript file", "torch.jit.load it and torch.save its state_dict()")]
    [InlineData("two_layers.pth", "its head has 2 linear layers (fc.0, fc.3)", "no head")]
    [InlineData("two_heads.pth", "it has several heads: 'head', 'classifier'", "no head")]
    [InlineData("weight_norm.pth", "'fc.weight_g' is only a part of a weight, by weight norm", "remove_weight_norm")]
    [InlineData("pruned.pth", "'layer2.0.conv1.weight_mask' is only a part of a weight, by pruning", "prune.remove")]
    [InlineData("parametrized.pth", "is only a part of a weight, by a parametrization", "remove_parametrizations")]
    [InlineData("arrays.pth", "its weights are NumPy arrays", "torch.as_tensor")]
    [InlineData("attack.pth", "names __builtin__.eval, which is not a tensor; nothing", "if you trust it")]
    public void What_cannot_be_read_is_named_with_what_to_do(string file, string problem, string remedy)
    {
        var error = Assert.Throws<UneXt50Exception>(() => Networks.At(files[file]));

        Assert.Contains(problem, error.Problem);
        Assert.Contains(remedy, error.Remedy);
        Assert.False(File.Exists("proof"));
    }

    [Fact]
    public void A_classifier_without_a_bias_adds_none()
    {
        CheckpointImport.Run(Request("no_bias.pth", "a\nb\nc\n"));
        var without = Logits();
        CheckpointImport.Run(Request("plain.pth", "a\nb\nc\n"));
        var bias = Networks.At(files["plain.pth"]).Tensors["fc.bias"].Values;

        var with = Logits();
        Assert.All(Enumerable.Range(0, with.Length), i => Assert.Equal(with[i] - bias[i % 3], without[i], 1e-5));
    }

    [Theory]
    [InlineData("two_layers.pth", "fc")]
    [InlineData("headless.pth", null)]
    public void A_backbone_alone_is_imported_for_its_features(string file, string? leftOut)
    {
        var summary = CheckpointImport.Run(Request(file, null) with { WithoutHead = leftOut is not null });

        Assert.Equal((5, 0), (summary.FeatureWidth, summary.Card.Labels.Count));
        Assert.Equal(leftOut is null ? [] : [leftOut], summary.LeftOut);
    }

    [Fact]
    public void Labels_come_from_the_config_beside_a_checkpoint()
    {
        var summary = CheckpointImport.Run(Request("hub/model.safetensors", null));

        Assert.Equal(["ant", "bee", "cat"], summary.Card.Labels);
        Assert.Equal(files["hub/config.json"], summary.LabelsPath);
    }

    [Theory]
    [InlineData("mm_classes.pth")]
    [InlineData("dataset_meta.pth")]
    [InlineData("class_to_idx.pth")]
    public void Labels_come_from_the_checkpoint_itself(string file)
    {
        var summary = CheckpointImport.Run(Request(file, null));

        Assert.Equal(["ant", "bee", "cat"], summary.Card.Labels);
        Assert.Equal(files[file], summary.LabelsPath);
        Assert.Equal(["x", "y", "z"], CheckpointImport.Run(Request(file, "x\ny\nz\n")).Card.Labels);
    }

    [Fact]
    public void A_tensor_may_repeat_its_elements() =>
        Assert.Equal([0.25f, 0.25f, 0.25f], Networks.At(files["expanded.pth"]).Tensors["fc.bias"].Values);

    [Theory]
    [InlineData("normalizes.pth")]
    [InlineData("pixel_mean.pth")]
    public void A_network_that_normalises_its_input_wants_the_same_numbers(string file)
    {
        var request = Request(file, "a\nb\nc\n");
        float[] other = [0.4f, 0.4f, 0.4f], mean = [0.5f, 0.5f, 0.5f], std = [0.25f, 0.25f, 0.25f];

        var error = Assert.Throws<UneXt50Exception>(() => CheckpointImport.Run(
            request with { Preprocess = request.Preprocess with { Mean = other, Std = std } }));
        Assert.Equal("give mean 0.5,0.5,0.5 std 0.25,0.25,0.25", error.Remedy);
        CheckpointImport.Run(request with { Preprocess = request.Preprocess with { Mean = mean, Std = std } });
    }

    [Theory]
    [InlineData("\"hidden_act\": \"gelu\"", "its activation is gelu")]
    [InlineData("\"downsample_in_first_stage\": true", "its first stage halves the picture")]
    public void A_config_that_makes_another_network_of_the_tensors_is_refused(string entry, string problem)
    {
        File.Copy(files["hub/model.safetensors"], _folder.File("model.safetensors"));
        _folder.File("config.json", $$"""{ {{entry}}, "id2label": {"0": "a", "1": "b", "2": "c"} }""");

        var error = Assert.Throws<UneXt50Exception>(() => CheckpointImport.Run(
            Request("", null) with { CheckpointPath = _folder.File("model.safetensors") }));
        Assert.Contains(problem, error.Problem);
    }

    [Fact]
    public void A_config_says_where_bottlenecks_step()
    {
        File.Copy(files["hub_bottleneck/model.safetensors"], _folder.File("model.safetensors"));
        _folder.File("config.json", """{"downsample_in_bottleneck": true}""");
        CheckpointImport.Run(Request("", "a\nb\nc\n") with { CheckpointPath = _folder.File("model.safetensors") });
        var byConfig = Logits();

        CheckpointImport.Run(Request("bottleneck.pth", "a\nb\nc\n") with { StridesFirst = true });
        Assert.Equal(Logits(), byConfig);
        CheckpointImport.Run(Request("bottleneck.pth", "a\nb\nc\n"));
        Assert.NotEqual(Logits(), byConfig);
    }

    [Theory]
    [InlineData("ripe\n", "not ripe", "ripe")]
    [InlineData("green\nripe\n", "green", "ripe")]
    public void The_sigmoid_of_a_single_logit_tells_two_classes(string labels, string negative, string positive)
    {
        var summary = CheckpointImport.Run(Request("one_logit.pth", labels));

        Assert.True(summary.HasOneLogit);
        Assert.Equal([negative, positive], summary.Card.Labels);
        var logits = Logits(classes: 2, photos: 4);
        var expected = Golden.NpyAt(files["one_logit.npy"]);
        Assert.Equal(4, expected.Length);
        for (var photo = 0; photo < expected.Length; photo++)
        {
            var probability = 1 / (1 + Math.Exp(logits[2 * photo] - logits[(2 * photo) + 1]));
            Assert.Equal(expected[photo], probability, 1e-5);
        }

        using var model = UneXt50Model.Load(_folder.File("out.onnx"));
        using var picture = new RgbImage(64, 64);
        var best = model.Classify(picture).TopK(2);
        Assert.Equal(1, best.Sum(score => score.Probability), 1e-6);
        Assert.InRange(best[0].Probability, 0.5f, 0.999f);
    }

    [Theory]
    [InlineData("a\nb\nc\n", "it lists 3 labels")]
    [InlineData(null, "its two classes need names")]
    public void A_single_logit_takes_one_name_or_two(string? labels, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => CheckpointImport.Run(Request("one_logit.pth", labels)));

        Assert.Contains(problem, error.Problem);
        Assert.Contains("one name", error.Remedy);
    }

    private static void AreEqual(StateDict expected, StateDict actual)
    {
        Assert.Equal(expected.Names.Order(), actual.Names.Order());
        Assert.All(expected.Names, name => Assert.Equal(expected[name].Shape, actual[name].Shape));
        Assert.All(expected.Names, name => Assert.Equal(expected[name].Values, actual[name].Values));
    }

    /// <summary>The logits of the model just made for a few pictures, one behind the other.</summary>
    private float[] Logits(int classes = 3, int photos = 2)
    {
        var outputs = OnnxRun.Outputs(File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(photos, 64), 64);
        return [.. outputs.Chunk(outputs.Length / photos).SelectMany(row => row.TakeLast(classes))];
    }

    private ImportRequest Request(string file, string? labels) => new()
    {
        CheckpointPath = files[file],
        LabelsPath = labels is null ? null : _folder.File("labels.txt", labels),
        OutputPath = _folder.File("out.onnx"),
        Preprocess = Networks.Rule,
    };
}
