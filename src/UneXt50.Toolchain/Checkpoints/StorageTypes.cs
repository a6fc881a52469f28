using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Sizes and decoding of storage elements.</summary>
internal static class StorageTypes
{
    public static bool IsFloat(this StorageType type) => type <= StorageType.Float64;

    /// <summary>Bytes of one element.</summary>
    public static int Size(this StorageType type) => type switch
    {
        StorageType.Complex128 => 16,
        StorageType.Float64 or StorageType.Int64 or StorageType.Complex64 => 8,
        StorageType.Float32 or StorageType.Int32 or StorageType.QInt32 => 4,
        StorageType.Float16 or StorageType.BFloat16 or StorageType.Int16 => 2,
        _ => 1,
    };

    /// <summary>Little-endian floating-point elements as float32; doubles are rounded to it.</summary>
    public static float[] ToFloats(this StorageType type, ReadOnlySpan<byte> bytes)
    {
        if (type == StorageType.Float32) return MemoryMarshal.Cast<byte, float>(bytes).ToArray();

        var values = new float[bytes.Length / type.Size()];
        for (var i = 0; i < values.Length; i++)
        {
            var element = bytes[(i * type.Size())..];
            values[i] = type switch
            {
                StorageType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                // The upper half of a float32.
                StorageType.BFloat16 => BinaryPrimitives.ReadSingleLittleEndian([0, 0, element[0], element[1]]),
                StorageType.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a floating-point type"),
            };
        }

        return values;
    }
}
