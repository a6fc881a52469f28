namespace UneXt50;

/// <summary>
/// Something the user can put right. Says what is wrong, with which input, and what to do; the command line prints it
/// as one line and maps <see cref="Kind"/> to an exit code.
/// </summary>
public sealed class UneXt50Exception : Exception
{
    /// <summary>Makes an error of the given kind; what <see cref="Setting"/> marks is worded.</summary>
    /// <param name="kind">Which part refused; decides the exit code.</param>
    /// <param name="subject">The file, option or device it is about, as the user named it.</param>
    /// <param name="problem">What is wrong, without the subject and without a full stop.</param>
    /// <param name="remedy">What to do about it, as an instruction.</param>
    /// <param name="inner">The failure underneath, if there is one.</param>
    public UneXt50Exception(ErrorKind kind, string subject, string problem, string remedy, Exception? inner = null)
        : base(Setting.Worded($"{subject}: {problem}; {remedy}"), inner)
    {
        Kind = kind;
        Subject = Setting.Worded(subject);
        Problem = Setting.Worded(problem);
        Remedy = Setting.Worded(remedy);
    }

    /// <summary>Which part refused.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The file, option or device it is about.</summary>
    public string Subject { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>Whether what it is about may only be away for now, so that waiting may help.</summary>
    internal bool MayReturn { get; init; }
}
