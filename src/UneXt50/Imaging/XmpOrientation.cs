namespace UneXt50.Imaging;

/// <summary>
/// The orientation in an XMP packet: <c>tiff:Orientation</c>, an attribute or an element (XMP part 2, TIFF namespace).
/// </summary>
internal static class XmpOrientation
{
    private const byte None = 0;

    /// <summary>Its value, 0 if that is no orientation, null if there is none.</summary>
    /// <param name="packet">UTF-8.</param>
    public static int? Read(ReadOnlySpan<byte> packet)
    {
        var name = "tiff:Orientation"u8;
        for (var at = packet.IndexOf(name); at >= 0; at = packet.IndexOf(name))
        {
            packet = packet[(at + name.Length)..];
            if (ValueOf(packet) is { } value) return value;
        }

        return null;
    }

    // ="6", with quotes of either kind and spaces wherever XML allows them, or >6 and the end of the element.
    private static int? ValueOf(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("="u8))
        {
            text = text[1..].TrimStart(" \t\r\n"u8);
            if (!text.StartsWith("\""u8) && !text.StartsWith("'"u8)) return null;
        }
        else if (!text.StartsWith(">"u8))
        {
            return null;
        }

        text = text[1..].TrimStart(" \t\r\n"u8);
        if (!IsDigit(text, 0)) return null;
        return IsDigit(text, 1) ? None : text[0] - '0';
    }

    private static bool IsDigit(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9';
}
