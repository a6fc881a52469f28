namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Checkpoints of PyTorch 1.6 and newer: a zip of a pickle, data.pkl, and a member for each storage.</summary>
internal static class TorchZip
{
    /// <summary>Far above any network's: 320 tensors take 33 KB.</summary>
    private const int MaximumPickleBytes = 4 << 20;

    private const string SaveStateDict = "load it with PyTorch and save only its state_dict() with torch.save";
    private const string ToOnnx = $"export the network to ONNX, then use {Setting.DescribeModel}";

    private static readonly string[] CheckpointSuffixes = [".pth", ".pt", ".ckpt", ".safetensors", ".bin", ".tar"];

    /// <summary>What a seekable stream lists.</summary>
    /// <exception cref="CheckpointDamage">It is damaged, or holds no tensors.</exception>
    public static CheckpointContents Open(Stream stream)
    {
        var zip = new StoredZip(stream);
        var pickles = zip.Members.Where(member => HasName(member, "data.pkl")).ToList();
        if (Other(zip) is { } other) throw other;
        if (pickles is not [var pickle]) throw NotTorch(zip);
        if (pickle.Length > MaximumPickleBytes)
            throw new CheckpointDamage($"its pickle has {pickle.Length} bytes", SaveStateDict);

        var root = pickle.Name[..^"data.pkl".Length];
        var order = root + "byteorder";
        if (zip.Members.Any(member => member.Name == order) && !zip.Read(order).AsSpan().SequenceEqual("little"u8))
            throw new CheckpointDamage("it was saved on a big-endian machine", "save it again on a little-endian one");

        return PickledTensors.List(new Unpickler(zip.Read(pickle.Name)).Read(), tensors => StoredTensors.Read(
            tensors, stream.Length, storage => zip.Read($"{root}data/{storage.Key}")));
    }

    /// <summary>The refusal of what PyTorch saves in zip files beside checkpoints.</summary>
    private static CheckpointDamage? Other(StoredZip zip)
    {
        if (zip.Members.Any(member => HasName(member, "constants.pkl")
            || member.Name.Contains("/code/", StringComparison.Ordinal)))
        {
            return new CheckpointDamage("it is a TorchScript file, not a checkpoint",
                "in Python, torch.jit.load it and torch.save its state_dict()");
        }

        return zip.Members.Any(member => HasName(member, "serialized_exported_program.json")
            || member.Name.EndsWith("/models/model.json", StringComparison.Ordinal))
            ? new CheckpointDamage("it is a program of torch.export, not a checkpoint",
                "in Python, torch.export.load it and torch.save its state_dict")
            : null;
    }

    private static CheckpointDamage NotTorch(StoredZip zip)
    {
        if (zip.Members.Any() && zip.Members.All(member => member.Name.EndsWith(".npy", StringComparison.Ordinal)))
        {
            return new CheckpointDamage(
                "it is a NumPy archive (.npz), not a checkpoint", "torch.save the network's state_dict()");
        }

        if (zip.Members.Any(member => member.Name == "model.weights.h5"))
            return new CheckpointDamage("it is a Keras model, not a checkpoint of PyTorch", ToOnnx);
        var inner = zip.Members.FirstOrDefault(member => CheckpointSuffixes.Contains(Path.GetExtension(member.Name)));
        return new CheckpointDamage("it is a zip archive, but not one that torch.save wrote", inner is null
            ? "give a file written by torch.save or safetensors" : $"unpack it and give '{inner.Name}'");
    }

    private static bool HasName(ZipMember member, string name) =>
        member.Name == name || member.Name.EndsWith("/" + name, StringComparison.Ordinal);
}
