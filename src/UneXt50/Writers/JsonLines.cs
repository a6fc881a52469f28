namespace UneXt50.Writers;

/// <summary>JSON objects, one a line, each handed to the system at once for a reader at the other end to see.</summary>
internal static class JsonLines
{
    /// <summary>Writes an object and the end of its line.</summary>
    public static void WriteLine(this OutputFile output, byte[] json)
    {
        output.Write(json);
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
