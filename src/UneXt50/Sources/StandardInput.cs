namespace UneXt50.Sources;

/// <summary>
/// Standard input, which ends when the caller cancels: a plain read would wait for the other side for ever.
/// </summary>
internal sealed class StandardInput(CancellationToken cancellation) : Stream
{
    private const int PollMilliseconds = 100;

    private readonly Stream _input = Console.OpenStandardInput();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var descriptor = new Libc.PollDescriptor { File = 0, Events = Libc.PollReadable };
            if (Libc.Poll(ref descriptor, 1, PollMilliseconds) > 0) return _input.Read(buffer, offset, count);
        }

        return 0;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
