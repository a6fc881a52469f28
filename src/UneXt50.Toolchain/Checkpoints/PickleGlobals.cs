namespace UneXt50.Toolchain.Checkpoints;

/// <summary>What stands for the Python names in a checkpoint. None of them is looked up anywhere but here.</summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, object> Known = new()
    {
        ["collections.OrderedDict"] = PickleCallable.OrderedDict,
        ["torch._utils._rebuild_tensor_v2"] = PickleCallable.RebuildTensor,
        ["torch._utils._rebuild_tensor"] = PickleCallable.RebuildTensor,
        ["torch._utils._rebuild_tensor_v3"] = PickleCallable.RebuildUntyped,
        ["torch._utils._rebuild_parameter"] = PickleCallable.RebuildParameter,
        ["torch._utils._rebuild_parameter_with_state"] = PickleCallable.RebuildParameter,
        ["torch.nn.parameter.Parameter"] = PickleCallable.RebuildParameter,
        ["torch._tensor._rebuild_from_type_v2"] = PickleCallable.RebuildFromType,
        ["torch._utils._rebuild_qtensor"] = PickleCallable.RebuildQuantized,
        ["torch._utils._rebuild_sparse_tensor"] = PickleCallable.RebuildSparse,
        ["torch._utils._rebuild_meta_tensor_no_storage"] = PickleCallable.RebuildMeta,
        ["torch.Size"] = PickleCallable.Size,
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
        ["torch.ComplexFloatStorage"] = StorageType.Complex64,
        ["torch.ComplexDoubleStorage"] = StorageType.Complex128,
        ["torch.QInt8Storage"] = StorageType.QInt8,
        ["torch.QUInt8Storage"] = StorageType.QUInt8,
        ["torch.QInt32Storage"] = StorageType.QInt32,
        ["torch.UntypedStorage"] = StorageType.Untyped,
        ["torch.storage.UntypedStorage"] = StorageType.Untyped,
    };

    /// <summary>
    /// Modules of which no training program saves anything. Nothing would be executed, as of all others; but a
    /// checkpoint that names them was made to attack whoever loads it, and that should not pass in silence.
    /// </summary>
    private static readonly HashSet<string> Hostile =
    [
        "os", "posix", "nt", "subprocess", "pty", "runpy", "socket", "shutil", "sys", "importlib", "commands",
        "webbrowser", "ctypes", "urllib.request", "requests", "asyncio.subprocess",
    ];

    private static readonly HashSet<string> HostileFunctions =
        ["eval", "exec", "execfile", "compile", "open", "__import__", "breakpoint", "input"];

    /// <summary>A <see cref="PickleCallable"/>, a <see cref="StorageType"/>, or only the name.</summary>
    /// <exception cref="CheckpointDamage">The name belongs to an attack.</exception>
    public static object Resolve(string module, string name)
    {
        if (Known.TryGetValue($"{module}.{name}", out var value)) return value;
        var global = new PickleName($"{module}.{name}");
        return Hostile.Contains(module) || module is "builtins" or "__builtin__" && HostileFunctions.Contains(name)
            ? throw global.IsNoTensor() : global;
    }
}

/// <summary>A Python name in a pickle, of a class or a function that is not looked up.</summary>
/// <param name="Name">Module and name: "torchvision.models.resnet.ResNet".</param>
internal sealed record PickleName(string Name)
{
    /// <summary>The refusal of a checkpoint where it stands for the tensors.</summary>
    public CheckpointDamage IsNoTensor() => new(
        $"its pickle names {Name}, which is not a tensor; nothing of it was executed",
        "if you trust it, load it with PyTorch and save only its state_dict() with torch.save");
}
