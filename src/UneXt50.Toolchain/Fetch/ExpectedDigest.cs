namespace UneXt50.Toolchain.Fetch;

/// <summary>What a file's SHA-256 must be, or begin with.</summary>
public sealed record ExpectedDigest
{
    /// <summary>The fewest digits that are published: torch's file names have eight.</summary>
    private const int FewestDigits = 8;
    private const int AllDigits = 64;

    /// <summary>Takes a digest or the beginning of one.</summary>
    /// <param name="digits">8 to 64 hex digits.</param>
    /// <exception cref="UneXt50Exception">It is something else (Usage).</exception>
    public ExpectedDigest(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        if (digits.Length is < FewestDigits or > AllDigits || !digits.All(char.IsAsciiHexDigit))
        {
            throw new UneXt50Exception(ErrorKind.Usage, digits, "it is not a SHA-256",
                $"give its {AllDigits} hex digits, "
                + $"or as many of the first (at least {FewestDigits}) as were published");
        }

        Digits = digits.ToLowerInvariant();
    }

    /// <summary>The digits, lower case.</summary>
    public string Digits { get; }

    /// <summary>Whether only the beginning is known: enough against damage, too little against malice.</summary>
    public bool IsPrefix => Digits.Length < AllDigits;

    /// <summary>Returns when the file has this digest.</summary>
    /// <exception cref="UneXt50Exception">It has another, or cannot be read (Checkpoint).</exception>
    public void Verify(string path)
    {
        var actual = InputFile.Read(path, ErrorKind.Checkpoint, Sha256Digest.Of);
        if (!actual.StartsWith(Digits, StringComparison.Ordinal))
        {
            throw new UneXt50Exception(ErrorKind.Checkpoint, path,
                $"its SHA-256 is {actual}, where {Digits}{(IsPrefix ? "..." : "")} was published",
                "it is another file or a damaged one: get it again");
        }
    }
}
