namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A Python name in a pickle, of a class or a function that is not looked up.</summary>
/// <param name="Name">Module and name: "torchvision.models.resnet.ResNet".</param>
internal sealed record PickleName(string Name)
{
    /// <summary>The refusal of a checkpoint where it stands for the tensors.</summary>
    public CheckpointDamage IsNoTensor() => new(
        $"its pickle names {Name}, which is not a tensor; nothing of it was executed",
        "if you trust it, load it with PyTorch and save only its state_dict() with torch.save");
}
