namespace UneXt50.Toolchain.Checkpoints;

/// <summary>The only Python names a checkpoint may use. None of them is looked up anywhere but here.</summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, object> Allowed = new()
    {
        ["collections.OrderedDict"] = PickleCallable.OrderedDict,
        ["torch._utils._rebuild_tensor_v2"] = PickleCallable.RebuildTensor,
        ["torch._utils._rebuild_tensor"] = PickleCallable.RebuildTensor,
        ["torch._utils._rebuild_parameter"] = PickleCallable.RebuildParameter,
        ["torch.Size"] = PickleCallable.Size,
        ["argparse.Namespace"] = PickleCallable.Namespace,
        ["torch.FloatStorage"] = StorageType.Float32,
        ["torch.HalfStorage"] = StorageType.Float16,
        ["torch.BFloat16Storage"] = StorageType.BFloat16,
        ["torch.DoubleStorage"] = StorageType.Float64,
        ["torch.LongStorage"] = StorageType.Int64,
        ["torch.IntStorage"] = StorageType.Int32,
        ["torch.ShortStorage"] = StorageType.Int16,
        ["torch.CharStorage"] = StorageType.Int8,
        ["torch.ByteStorage"] = StorageType.UInt8,
        ["torch.BoolStorage"] = StorageType.Bool,
    };

    /// <summary>What stands for a Python name: a <see cref="PickleCallable"/> or a <see cref="StorageType"/>.</summary>
    /// <exception cref="CheckpointDamage">It is none that tensors need; the message names it.</exception>
    public static object Resolve(string module, string name) =>
        Allowed.TryGetValue($"{module}.{name}", out var value) ? value : throw new CheckpointDamage(
            $"its pickle names {module}.{name}, which is not a tensor; nothing of it was executed",
            "if you trust it, load it with PyTorch and save only its state_dict() with torch.save");
}
