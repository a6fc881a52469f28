namespace UneXt50.Toolchain.Checkpoints;

/// <summary>The functions a state dict's pickle may ask to be called.</summary>
internal enum PickleCallable
{
    /// <summary>collections.OrderedDict: an empty dictionary.</summary>
    OrderedDict,

    /// <summary>torch._utils._rebuild_tensor_v2: a view of a storage.</summary>
    RebuildTensor,

    /// <summary>torch._utils._rebuild_parameter: the tensor itself.</summary>
    RebuildParameter,

    /// <summary>torch.Size: its tuple.</summary>
    Size,

    /// <summary>argparse.Namespace: the options of a training script, of which nothing is kept.</summary>
    Namespace,
}
