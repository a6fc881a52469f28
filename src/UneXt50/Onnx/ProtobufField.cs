namespace UneXt50.Onnx;

/// <summary>One field of a serialized protobuf message: where it lies, without a copy of what is in it.</summary>
/// <param name="Number">Its number in the message's definition.</param>
/// <param name="Start">Where its tag begins.</param>
/// <param name="Value">Where its value begins: after the length, if it has one.</param>
/// <param name="End">Where the next field begins.</param>
/// <param name="HasLength">Whether it is a message, a string or bytes.</param>
internal readonly record struct ProtobufField(int Number, int Start, int Value, int End, bool HasLength)
{
    /// <summary>The fields of the message that fills <paramref name="bytes"/> from one position to another.</summary>
    /// <exception cref="FormatException">It is no protobuf message.</exception>
    public static List<ProtobufField> Read(ReadOnlySpan<byte> bytes, int start, int end)
    {
        var fields = new List<ProtobufField>();
        for (var position = start; position < end;) fields.Add(Next(bytes, ref position, end));
        return fields;
    }

    /// <summary>The field at a position, which moves to the one after it.</summary>
    /// <exception cref="FormatException">There is no field that ends before <paramref name="end"/>.</exception>
    public static ProtobufField Next(ReadOnlySpan<byte> bytes, ref int position, int end)
    {
        var begin = position;
        var tag = Varint(bytes, ref position, end);
        var value = position;
        long next = position;
        switch (tag & 7)
        {
            case 0:
                Varint(bytes, ref position, end);
                next = position;
                break;
            case 1: next += sizeof(ulong); break;
            case 2:
                var length = Varint(bytes, ref position, end);
                value = position;
                if (length > (ulong)(end - position))
                    throw new FormatException("a field is longer than its message");
                next = position + (long)length;
                break;
            case 5: next += sizeof(uint); break;
            default: throw new FormatException($"a field of wire type {tag & 7}");
        }

        if (next > end) throw new FormatException("a field is longer than its message");
        position = (int)next;
        return new ProtobufField((int)Math.Min(tag >> 3, int.MaxValue), begin, value, position, (tag & 7) == 2);
    }

    /// <summary>The number at a position, which moves behind it.</summary>
    /// <exception cref="FormatException">It does not end before <paramref name="end"/>.</exception>
    public static ulong Varint(ReadOnlySpan<byte> bytes, ref int position, int end)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position >= end) throw new FormatException("a number is cut off");
            var part = bytes[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new FormatException("a number does not end");
    }
}
