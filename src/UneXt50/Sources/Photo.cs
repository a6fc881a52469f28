namespace UneXt50.Sources;

/// <summary>
/// An input that has a name and has not been read yet. Reading is where a missing or unreadable file shows, so that one
/// bad input costs one result and not the run.
/// </summary>
public sealed class Photo
{
    private const string StandardInput = "/proc/self/fd/0";

    private readonly Func<CancellationToken, ReadOnlyMemory<byte>> _read;
    private Action? _done;

    /// <summary>An input whose bytes come at once.</summary>
    /// <param name="name">
    /// What results and messages call it: the path, or "-" for standard input. Bytes of a file name that are not UTF-8
    /// are shown as <c>\xNN</c>.
    /// </param>
    /// <param name="read">Delivers the encoded bytes; throws <see cref="UneXt50Exception"/> when it cannot.</param>
    public Photo(string name, Func<ReadOnlyMemory<byte>> read)
        : this(name, _ => read())
    {
    }

    internal Photo(string name, Func<CancellationToken, ReadOnlyMemory<byte>> read) => (Name, _read) = (name, read);

    /// <summary>What results and messages call it.</summary>
    public string Name { get; }

    /// <summary>The file, in <see cref="PathBytes"/>' form; null for what is none.</summary>
    internal string? Path { get; init; }

    /// <summary>The file by a path of its own: of standard input too, where that is one.</summary>
    internal string? FilePath => Path ?? (IsStandardInput ? StandardInput : null);

    /// <summary>Whether it is what standard input holds.</summary>
    internal bool IsStandardInput { get; init; }

    /// <summary>How far into its film a frame is shown; null for what is no film's.</summary>
    internal TimeSpan? FilmTime { get; private init; }

    private PixelLayout? Layout { get; init; }

    /// <summary>Reads the encoded bytes: 1 byte to 128 MB.</summary>
    /// <param name="cancellation">Ends the waiting for a pipe that nobody writes into.</param>
    /// <exception cref="UneXt50Exception">
    /// Of kind <see cref="ErrorKind.Input"/>: missing, unreadable, empty, too large.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Frame Read(CancellationToken cancellation = default)
    {
        var data = _read(cancellation);
        if (data.IsEmpty) throw Refused(Name, "it is empty", "give a picture");
        return new Frame(Name, data, Layout);
    }

    /// <summary>A frame of a film, as pixels.</summary>
    /// <param name="film">What the film is called.</param>
    /// <param name="time">How far into it the frame is shown.</param>
    /// <param name="pixels">Its pixels; they are good until the frame is released.</param>
    /// <param name="layout">How to read them.</param>
    /// <param name="done">Told once when nobody reads them any more.</param>
    internal static Photo OfFilm(
        string film, TimeSpan time, ReadOnlyMemory<byte> pixels, PixelLayout layout, Action done) =>
        new($"{film}@{FilmMoment.Text(time)}", _ => pixels) { FilmTime = time, Layout = layout, _done = done };

    /// <summary>Says that its bytes are not needed any more.</summary>
    internal void Release() => Interlocked.Exchange(ref _done, null)?.Invoke();

    /// <summary>A place in the list of inputs where there is nothing to read: reading it throws this.</summary>
    internal static Photo Missing(string name, string problem, string remedy) =>
        new(name, (Func<ReadOnlyMemory<byte>>)(() => throw Refused(name, problem, remedy)));

    /// <summary>The same, of an error that is there already.</summary>
    internal static Photo Failing(UneXt50Exception error) =>
        new(error.Subject, (Func<ReadOnlyMemory<byte>>)(() => throw error));

    private static UneXt50Exception Refused(string name, string problem, string remedy) =>
        new(ErrorKind.Input, name, problem, remedy);
}
