namespace UneXt50.Cameras;

/// <summary>A file that holds a password and nothing else.</summary>
public static class PasswordFile
{
    private const int Longest = 4096;

    /// <summary>The password, without the line break at its end.</summary>
    /// <exception cref="UneXt50Exception">The file is missing, empty or too long (Usage).</exception>
    public static string Read(string path) => InputFile.Read(path, ErrorKind.Usage, stream =>
    {
        using var reader = new StreamReader(stream);
        var buffer = new char[Longest + 1];
        var password = new string(buffer, 0, reader.ReadBlock(buffer)).TrimEnd('\r', '\n');
        return password.Length is > 0 and < Longest ? password : throw new UneXt50Exception(
            ErrorKind.Usage, path, "it is empty or too long for a password",
            "give a file that holds the password alone");
    });

    /// <summary>The same of what is sent in headers and addresses, where outer spaces are lost.</summary>
    /// <exception cref="UneXt50Exception">As for <see cref="Read"/>.</exception>
    public static string ReadToken(string path) => Read(path).Trim();
}
