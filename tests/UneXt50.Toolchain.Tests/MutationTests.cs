using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Description;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Graph;
using UneXt50.Toolchain.Tests.Onnx;
using Xunit;

namespace UneXt50.Toolchain.Tests;

/// <summary>
/// Damaged files of every format, more than 5,000 in all, work or are refused with the one exception users see, within
/// a few megabytes.
/// </summary>
public sealed class MutationTests : IDisposable
{
    private const int Rounds = 600;
    private const long MaximumAllocation = 8 << 20;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_checkpoint_files_work_or_are_refused()
    {
        var whole = File.ReadAllBytes(Golden.File("resnext14_2x3d.pth"));

        // The members' checksums see nearly everything; what is left is padding between them.
        Assert.InRange(Accepted(whole, Import), 0, Rounds / 2);
    }

    [Fact]
    public void Damaged_archive_directories_work_or_are_refused()
    {
        var whole = File.ReadAllBytes(Golden.File("resnext14_2x3d.pth"));
        var directory = whole.AsSpan().IndexOf("PK\x1\x2"u8);

        var accepted = Accepted(whole[directory..], tail => Import([.. whole.AsSpan(0, directory), .. tail]));

        // Times and attributes of the members are nobody's business.
        Assert.InRange(accepted, 1, Rounds / 2);
    }

    [Fact]
    public void Damaged_pickles_behind_a_right_checksum_work_or_are_refused()
    {
        var saved = CheckpointTensor.AllOf(Networks.Tensors("resnext14_2x3d"));
        (string, byte[])[] storages = [.. saved.Select(tensor => ($"archive/data/{tensor.Key}", tensor.Data))];

        // What is accepted has changed where nobody looks: a device's name, a gradient's flag.
        Assert.InRange(Accepted(Pickle.StateDict(saved).ToArray(),
            pickle => Import(TorchFile.Zip([("archive/data.pkl", pickle), .. storages]))), 1, Rounds / 2);
    }

    [Theory]
    [InlineData("resnext14_2x3d_before_1_6.pth")]
    [InlineData("resnext14_2x3d_bf16.safetensors")]
    [InlineData("fast_ai.pth")]
    public void Damaged_checkpoints_of_other_formats_work_or_are_refused(string file)
    {
        var whole = File.ReadAllBytes(Golden.File(file));

        // Without checksums, a changed weight is a weight.
        Assert.InRange(Accepted(whole, Import), 0, Rounds - 1);
    }

    [Theory]
    [InlineData("resnext14_2x3d_before_1_6.pth", 15, 24 << 10)]
    [InlineData("resnext14_2x3d_bf16.safetensors", 0, 12 << 10)]
    public void Damaged_beginnings_of_other_formats_work_or_are_refused(string file, int first, int end)
    {
        var whole = File.ReadAllBytes(Golden.File(file));

        Assert.InRange(
            Accepted(whole[first..end], middle => Import([.. whole.AsSpan(0, first), .. middle, .. whole.AsSpan(end)])),
            0, Rounds / 2);
    }

    [Theory]
    [InlineData("module_before_1_6.pth")]
    [InlineData("lightning.ckpt")]
    [InlineData("learner_object.pth")]
    public void Damaged_pickles_of_whole_programs_work_or_are_refused(string file)
    {
        using var files = new WrappedCheckpoints();
        var whole = File.ReadAllBytes(files[file]);
        // What goes before the weights; of its three classes the labels here make none.
        var end = whole.Length / 3;

        Assert.Equal(0, Accepted(whole[..end], start => Import([.. start, .. whole.AsSpan(end)])));
    }

    [Fact]
    public void Damaged_indices_work_or_are_refused()
    {
        foreach (var shard in (string[])["1", "2"])
        {
            var name = $"resnext14_2x3d-0000{shard}-of-00002.safetensors";
            _folder.File(name, File.ReadAllBytes(Golden.File(name)));
        }

        Assert.InRange(
            Accepted(File.ReadAllBytes(Golden.File("resnext14_2x3d.safetensors.index.json")), Import), 0, Rounds / 2);
    }

    [Fact]
    public void Damaged_models_from_elsewhere_work_or_are_refused() => Assert.InRange(
        Accepted(File.ReadAllBytes(Golden.File("mobile.onnx")), bytes => ModelDescription.Run(new DescriptionRequest
        {
            ModelPath = _folder.File("damaged.onnx", bytes),
            LabelsPath = _folder.File("labels.txt", "a\nb\nc\nd\ne\n"),
            OutputPath = _folder.File("x.onnx"),
            Preprocess = Networks.Rule,
        })), 0, Rounds - 1);

    [Fact]
    public void Damaged_places_of_weights_beside_a_model_work_or_are_refused()
    {
        var (model, data) = Variants.Outside(OnnxFile.Read(Golden.File("mobile.onnx")), "w.data");
        _folder.File("w.data", data);
        void Read(byte[] bytes) => NormalizedModel.Read(_folder.File("x.onnx", bytes));
        Assert.InRange(Accepted(model.ToByteArray(), Read), 1, Rounds - 1);
        var whole = _folder.File("x.onnx", model.ToByteArray());

        // Weights have no checksum: what is cut off is seen.
        Assert.InRange(Accepted(data, bytes =>
        {
            _folder.File("w.data", bytes);
            NormalizedModel.Read(whole);
        }), 1, Rounds - 1);
    }

    [Fact]
    public void Damaged_networks_of_half_precision_and_old_opsets_work_or_are_refused()
    {
        var half = Variants.Half(
            OnnxFile.Read(Golden.File("mobile.onnx")), TensorProto.Types.DataType.Float16, keepsEnds: true);
        foreach (var whole in (byte[][])[half.ToByteArray(), File.ReadAllBytes(Golden.File("gates_opset9.onnx"))])
        {
            Assert.InRange(
                Accepted(whole, bytes => NormalizedModel.Read(_folder.File("x.onnx", bytes))), 1, Rounds - 1);
        }
    }

    [Fact]
    public void Damaged_models_work_or_are_refused()
    {
        var tensors = Networks.Tensors("resnext14_2x3d");
        var layout = LayoutInference.Infer(tensors);
        var whole = BackboneGraphBuilder.Build(layout, tensors, Networks.Card(layout)).ToByteArray();

        // Most of a model is weights, and a changed weight is a weight.
        Assert.InRange(Accepted(whole, Rewrite), 1, Rounds - 1);
    }

    private void Import(byte[] checkpoint) => CheckpointImport.Run(new ImportRequest
    {
        CheckpointPath = _folder.File("x.pth", checkpoint),
        LabelsPath = _folder.File("labels.txt", "a\nb\nc\nd\ne\n"),
        OutputPath = _folder.File("x.onnx"),
        Preprocess = Networks.Rule,
    });

    private void Rewrite(byte[] bytes)
    {
        var path = _folder.File("damaged.onnx", bytes);
        var model = OnnxFile.Read(path);
        model.SetCard(model.Card(path));
        GroupMerging.Apply(model, minimumChannels: 16);
        OnnxFile.Write(model, path);
    }

    /// <summary>How many of the mutants of some bytes were accepted; all others were refused.</summary>
    private static int Accepted(byte[] whole, Action<byte[]> use)
    {
        var accepted = 0;
        for (var seed = 0; seed < Rounds; seed++)
        {
            var mutant = Mutate(whole, new Random(seed));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                use(mutant);
                accepted++;
            }
            catch (UneXt50Exception error)
            {
                Assert.NotEqual(ErrorKind.Output, error.Kind);
            }
            catch (Exception unexpected)
            {
                Assert.Fail($"seed {seed}: {unexpected}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaximumAllocation);
        }

        return accepted;
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        for (var change = random.Next(4); change >= 0; change--)
        {
            var at = random.Next(bytes.Length);
            var span = bytes.AsSpan(at, random.Next(1, Math.Min(16, bytes.Length - at) + 1));
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: random.NextBytes(span); break;
                case 3: span.Fill((byte)(random.Next(2) * 0xff)); break;
                case 4: bytes.AsSpan(random.Next(bytes.Length - span.Length + 1), span.Length).CopyTo(span); break;
                default: bytes = [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + span.Length - 1)]; break;
            }
        }

        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
