using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>An array read as numpy's format description (NEP 1) says, to check what the program wrote.</summary>
internal sealed record Npy(string Type, int[] Shape, byte[] Data)
{
    public float[] Floats => Type == "<f4"
        ? MemoryMarshal.Cast<byte, float>(Data).ToArray()
        : [.. MemoryMarshal.Cast<byte, Half>(Data).ToArray().Select(half => (float)half)];

    public static Npy Read(string path) => Parse(File.ReadAllBytes(path));

    public static Npy Parse(byte[] bytes)
    {
        Assert.Equal("\u0093NUMPY\u0001\0", Encoding.Latin1.GetString(bytes, 0, 8));
        var start = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, start % 64);
        var header = Encoding.ASCII.GetString(bytes, 10, start - 10);
        var fields = Regex.Match(header, @"'descr': '(.+)', 'fortran_order': False, 'shape': \(([0-9, ]*)\)");
        Assert.True(fields.Success, header);
        int[] shape = [.. fields.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        var type = fields.Groups[1].Value;
        var count = shape.Aggregate(1, (product, side) => product * side);
        Assert.Equal(count * (type == "<f4" ? 4 : 2), bytes.Length - start);
        return new Npy(type, shape, bytes[start..]);
    }
}
