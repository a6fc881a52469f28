using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace UneXt50.Tests.Search;

/// <summary>Small arrays and what numpy finds in them (golden/make_goldens.py), and arrays made for a test.</summary>
internal static class SearchSamples
{
    public static string Array(string name) => Path.Join(Folder(), $"{name}.npy");

    public static double[][] Rows(string name) => [.. File.ReadLines(Path.Join(Folder(), $"{name}.txt"))
        .Select(line => line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>Writes a file with this header and these bytes behind it.</summary>
    public static string AddArray(
        this TemporaryFolder folder, string name, string header, byte[] data, byte version = 1)
    {
        byte[] preamble = [0x93, .. "NUMPY"u8, version, 0];
        var text = Encoding.Latin1.GetBytes(header);
        var size = version == 1
            ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes((uint)text.Length);
        File.WriteAllBytes(folder[name], [.. preamble, .. size, .. text, .. data]);
        return folder[name];
    }

    /// <summary>Writes a float32 matrix.</summary>
    public static string AddMatrix(this TemporaryFolder folder, string name, params float[][] rows) => folder.AddArray(
        name, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows.Length}, {rows[0].Length}), }}\n",
        [.. rows.SelectMany(row => row).SelectMany(BitConverter.GetBytes)]);

    private static string Folder([CallerFilePath] string source = "") =>
        Path.Join(Path.GetDirectoryName(source), "golden");
}
