using System.Text;

namespace UneXt50.Cli.Terminal;

/// <summary>Standard output, for what is printed at once.</summary>
internal static class StandardOutput
{
    /// <exception cref="UneXt50Exception">It is full or closed, or its reader has had enough (Output).</exception>
    public static void Print(string text)
    {
        if (text.Length == 0) return;
        using var output = OutputFile.Create("-");
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Complete();
    }
}
