using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

/// <summary>
/// Relatives of the family whose blocks compute something else. Most of their tensors fit, so those that do not must be
/// named, or the network would be imported as what it is not.
/// </summary>
public sealed class ForeignVariantTests
{
    [Theory]
    [InlineData("layer1.0.se.fc1.weight", "layer1.0.se.fc2.bias")]
    [InlineData("layer3.0.se.conv.weight")]
    [InlineData("layer2.0.conv3.0.filt", "maxpool.1.filt")]
    [InlineData("layer2.0.aa.filt")]
    [InlineData("maxpool.0.weight", "maxpool.1.running_mean")]
    [InlineData("layer1.0.attn.height_rel")]
    public void Tensors_beside_the_backbone_s_are_named(params string[] odd)
    {
        var tensors = Plain();
        foreach (var name in odd) tensors.Add(name, new FloatTensor([1], [1]));

        var damage = Refusal(tensors);

        Assert.All(odd, name => Assert.Contains(name, damage.Message));
    }

    [Theory]
    [InlineData("conv2.paths.0.conv", "conv2.paths.1.conv")]
    [InlineData("conv2.conv", "conv2.fc1")]
    [InlineData("convs.0", "convs.1")]
    public void Tensors_in_place_of_the_backbone_s_are_named(params string[] inPlace)
    {
        var tensors = Plain();
        List<string> Matching(Func<string, bool> isMeant) => [.. tensors.Keys.Where(isMeant)];
        foreach (var name in Matching(key => key.EndsWith(".conv2.weight", StringComparison.Ordinal)))
        {
            var block = name[..^"conv2.weight".Length];
            foreach (var other in inPlace) tensors.Add($"{block}{other}.weight", tensors[name]);
            tensors.Remove(name);
            foreach (var norm in Matching(key => key.StartsWith(block + "bn2.", StringComparison.Ordinal)))
                tensors.Remove(norm);
        }

        var damage = Refusal(tensors);

        Assert.All(inPlace, name => Assert.Contains($"layer1.0.{name}.weight", damage.Message));
    }

    private static CheckpointDamage Refusal(Dictionary<string, FloatTensor> tensors)
    {
        var renamed = BackboneTensors.Find(Networks.Contents(new StateDict(tensors))).Tensors;
        return Assert.Throws<CheckpointDamage>(() => StateDictCheck.Verify(LayoutInference.Infer(renamed), renamed));
    }

    private static Dictionary<string, FloatTensor> Plain()
    {
        var network = Networks.Tensors("resnext14_2x3d");
        return network.Names.ToDictionary(name => name, name => network[name]);
    }
}
