using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace UneXt50.Toolchain.Tests.Checkpoints;

/// <summary>Files made by golden/checkpoints.py, and data from beside the checkout.</summary>
internal static class Golden
{
    /// <summary>What every golden checkpoint of a small network is called.</summary>
    public static readonly string[] TinyNetworks =
        ["resnext14_2x3d", "resnext20_4x2d_half_parallel", "resnet10_parameters", "resnext14d_2x3d", "fast_ai"];

    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "golden", name);

    /// <summary>A file of ../shared; the test is skipped where there is none.</summary>
    public static string Shared(string name)
    {
        var root = Environment.GetEnvironmentVariable("UNEXT50_SHARED") ?? Beside(AppContext.BaseDirectory);
        var path = Path.Combine(root, name);
        if (!System.IO.File.Exists(path)) Assert.Skip($"{path} is not here");
        return path;
    }

    /// <summary>The values of a golden .npy file.</summary>
    public static float[] Npy(string name) => NpyAt(File(name));

    /// <summary>The values of a float32 .npy file, version 1.</summary>
    public static float[] NpyAt(string path)
    {
        var bytes = System.IO.File.ReadAllBytes(path);
        var headerLength = BitConverter.ToUInt16(bytes, 8);
        Assert.Contains("'descr': '<f4', 'fortran_order': False", Encoding.ASCII.GetString(bytes, 10, headerLength));
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + headerLength)).ToArray();
    }

    /// <summary>The same numbers as `picture` of the script.</summary>
    public static float[] Picture(int count, int size)
    {
        const int square = 16;
        var across = size / square;
        var values = new float[count * 3 * size * size];
        for (var i = 0; i < values.Length; i++)
        {
            var (plane, row, column) = (i / (size * size), i / size % size / square, i % size / square);
            var hash = (uint)((plane * across + row) * across + column) * 2654435761u >> 12;
            values[i] = hash / 262144f - 2f;
        }

        return values;
    }

    private static string Beside(string folder)
    {
        while (!System.IO.File.Exists(Path.Combine(folder, "UneXt50.Edge.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "..", "shared");
    }
}
