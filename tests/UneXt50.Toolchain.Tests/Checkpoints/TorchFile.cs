using System.IO.Compression;

namespace UneXt50.Toolchain.Tests.Checkpoints;

/// <summary>Checkpoint files in torch's zip format, by .NET's own zip writer.</summary>
internal static class TorchFile
{
    public static byte[] Of(params CheckpointTensor[] tensors) => Of(Pickle.StateDict(tensors), tensors);

    public static byte[] Of(Pickle pickle, params CheckpointTensor[] tensors) => Zip(
        [("archive/data.pkl", pickle.ToArray()), .. tensors.DistinctBy(tensor => tensor.Key)
            .Select(tensor => ($"archive/data/{tensor.Key}", tensor.Data)), ("archive/version", "3\n"u8.ToArray())]);

    public static byte[] Zip(
        (string Name, byte[] Data)[] members, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach (var (name, data) in members)
            {
                using var stream = zip.CreateEntry(name, compression).Open();
                stream.Write(data);
            }
        }

        return file.ToArray();
    }
}
