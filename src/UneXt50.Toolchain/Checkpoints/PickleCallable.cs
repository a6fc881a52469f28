namespace UneXt50.Toolchain.Checkpoints;

/// <summary>The functions of a checkpoint's pickle whose result is known without calling them.</summary>
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

    /// <summary>torch._tensor._rebuild_from_type_v2: a tensor of a class of its own, by another of these.</summary>
    RebuildFromType,

    /// <summary>torch._utils._rebuild_qtensor: integers with a scale.</summary>
    RebuildQuantized,

    /// <summary>torch._utils._rebuild_sparse_tensor: only the elements that are not 0.</summary>
    RebuildSparse,

    /// <summary>torch._utils._rebuild_meta_tensor_no_storage: a shape without elements.</summary>
    RebuildMeta,

    /// <summary>torch._utils._rebuild_tensor_v3: a view of a storage of a type newer than storages.</summary>
    RebuildUntyped,
}
