using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;

namespace UneXt50;

/// <summary>
/// An output that is whole or absent: written under a hidden temporary name beside its final one and renamed by
/// <see cref="Complete"/>; disposed without that, nothing is left. One that may grow for hours is renamed by the first
/// <see cref="Checkpoint"/>; disposed without <see cref="Complete"/>, it has what the last one brought to the disk. A
/// file that was there before stays as it was until then, and hands its permissions on. Standard output, devices and
/// pipes have no name to keep free and are written directly. Failures of the file system are
/// <see cref="UneXt50Exception"/>s of kind <see cref="ErrorKind.Output"/>.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A file to its users, of whom some happen to want a stream.")]
public sealed class OutputFile : Stream
{
    private readonly Stream _stream;
    private readonly string _streamName;
    private readonly OutputPlace? _place;
    private readonly Stream? _receiver;
    private UneXt50Exception? _failure;
    private bool _complete;
    private bool _disposed;

    private OutputFile(string name, OutputPlace place)
    {
        Name = _streamName = name;
        _place = place;
        _stream = place.Begin();
    }

    // Straight into the receiver, or by way of an unnamed file where the content has to be gone back into.
    private OutputFile(string name, Stream receiver, bool seekable)
    {
        Name = _streamName = name;
        _stream = receiver;
        if (!seekable) return;
        _receiver = receiver;
        _streamName = $"temporary file in {Path.GetTempPath()} (TMPDIR)";
        _stream = OutputStreams.Unnamed(_streamName);
    }

    /// <summary>The output as the user named it.</summary>
    public string Name { get; }

    /// <summary>True for a file that appears under its name; false for standard output, devices and pipes.</summary>
    public bool IsFile => _place is not null;

    /// <summary>Sees every byte that is written from now on, in the order of the writing; null for nobody.</summary>
    internal NonCryptographicHashAlgorithm? Checksum { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => IsFile || _receiver is not null;

    /// <inheritdoc/>
    public override bool CanWrite => !_disposed;

    /// <inheritdoc/>
    public override long Length => CanSeek ? _stream.Length : throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => CanSeek ? _stream.Position : throw new NotSupportedException();
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>
    /// Opens <paramref name="path"/> for writing ("-" is standard output). To be called before any work is done, so
    /// that a path that cannot be written is refused at once.
    /// </summary>
    /// <param name="path">The file to appear, a device, a pipe, or "-".</param>
    /// <param name="seekable">
    /// True when the content has to be gone back into. Standard output, devices and pipes then receive everything on
    /// <see cref="Complete"/>; until then it is kept in an unnamed file in the folder for temporary files (TMPDIR).
    /// </param>
    /// <exception cref="UneXt50Exception">The path cannot be written; the message says why and what to do.</exception>
    public static OutputFile Create(string path, bool seekable = false)
    {
        try
        {
            if (path is "-" or "/dev/stdout") return OfStandardOutput(seekable);
            if (FileTypes.IsSpecial(path)) return new OutputFile(path, OutputStreams.Special(path), seekable);
            OutputNames.RequireFileName(path);
            return new OutputFile(path, new OutputPlace(OutputNames.Temporary(path), OutputNames.Target(path)));
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure) || failure is ArgumentException)
        {
            throw OutputError.From(path, failure);
        }
    }

    private static OutputFile OfStandardOutput(bool seekable)
    {
        const string Name = "standard output";
        try
        {
            return new OutputFile(Name, OutputStreams.StandardOutput(), seekable);
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure))
        {
            throw OutputError.From(Name, failure);
        }
    }

    /// <summary>
    /// Opens a file whose names until it has its own are known beforehand. One of several that change together has a
    /// staged name: <see cref="Complete"/> brings it to the disk under that, <see cref="Publish"/> gives it its own.
    /// </summary>
    /// <exception cref="UneXt50Exception">The path cannot be written.</exception>
    internal static OutputFile Create(string path, string temporary, string? staged)
    {
        try
        {
            OutputNames.RequireFileName(path);
            return new OutputFile(path, new OutputPlace(temporary, OutputNames.Target(path), staged));
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure) || failure is ArgumentException)
        {
            throw OutputError.From(path, failure);
        }
    }

    /// <summary>
    /// Opens a file that takes its name from whatever has it, a link or a pipe too: none is followed or written into.
    /// </summary>
    /// <exception cref="UneXt50Exception">The path cannot be written.</exception>
    internal static OutputFile Replace(string path)
    {
        try
        {
            var target = Path.GetFullPath(path);
            return new OutputFile(
                path, new OutputPlace(OutputNames.TemporaryIn(Path.GetDirectoryName(target)!), target));
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure) || failure is ArgumentException)
        {
            throw OutputError.From(path, failure);
        }
    }

    /// <summary>True when <paramref name="error"/> only says that the program reading a pipe has had enough.</summary>
    public static bool IsClosedPipe(UneXt50Exception error) => OutputError.IsClosedPipe(error);

    /// <summary>
    /// Declares the content finished: it is brought to the disk and takes its name. After a write that failed this
    /// fails as well, so that half a row never passes for an output.
    /// </summary>
    /// <exception cref="UneXt50Exception">The disk is full, or the name cannot be taken.</exception>
    public void Complete()
    {
        if (_failure is not null) throw _failure;
        Flush();
        if (_place is { } place) Guard(Name, () => place.Settle((FileStream)_stream));
        if (_receiver is not null) Guard(Name, () => Forward(_stream, _receiver));
        _complete = true;
    }

    /// <summary>
    /// Brings what was written so far to the disk and, the first time, under the output's name, or its staged one: it
    /// is there whatever ends the process. What was never a file receives it.
    /// </summary>
    /// <exception cref="UneXt50Exception">The disk is full, or the name cannot be taken.</exception>
    public void Checkpoint()
    {
        if (_failure is not null) throw _failure;
        Flush();
        if (_place is { } place) Guard(Name, () => place.Checkpoint((FileStream)_stream));
    }

    /// <summary>Gives an output that is on the disk under its staged name its own, once.</summary>
    internal void Publish() => Guard(Name, _place!.Publish);

    /// <inheritdoc/>
    public override void Flush() => Guard(_streamName, _stream.Flush);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        Guard(_streamName, () => _stream.Write(buffer, offset, count));
        Checksum?.Append(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        if (!CanSeek) throw new NotSupportedException();
        Guard(_streamName, () => _stream.Seek(offset, origin));
        return _stream.Position;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            Close(_stream);
            if (_receiver is not null) Close(_receiver);
            if (!_complete) _place?.Undo();
            _place?.End();
        }

        base.Dispose(disposing);
    }

    private static void Forward(Stream content, Stream receiver)
    {
        content.Position = 0;
        content.CopyTo(receiver);
        receiver.Flush();
    }

    private void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception failure) when (!_complete && OutputError.IsOfFileSystem(failure))
        {
            // Closing flushes, and fails as the writing did: that has been reported, and the content is dropped.
        }
    }

    private void Guard(string name, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure))
        {
            throw _failure ??= OutputError.From(name, failure);
        }
    }
}
