using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace UneXt50.Cameras.V4l2;

/// <summary>
/// An open video node and the questions it answers. Requests are numbered as linux/videodev2.h does on 64-bit systems:
/// direction, size of the argument, 'V', number.
/// </summary>
internal sealed unsafe class V4l2Device : IDisposable
{
    public const uint Capture = 1;  // V4L2_BUF_TYPE_VIDEO_CAPTURE
    public const uint MemoryMapped = 1;  // V4L2_MEMORY_MMAP

    private V4l2Device(string path, int descriptor)
    {
        Path = path;
        Descriptor = descriptor;
    }

    public string Path { get; }

    public int Descriptor { get; }

    /// <exception cref="UneXt50Exception">It cannot be opened.</exception>
    public static V4l2Device Open(string path)
    {
        var flags = CameraLibc.OpenReadWrite | CameraLibc.OpenNonBlocking | CameraLibc.OpenCloseOnExec;
        var descriptor = CameraLibc.Open(path, flags);
        if (descriptor < 0) throw V4l2Error.Opening(path, Marshal.GetLastPInvokeError());
        return new V4l2Device(path, descriptor);
    }

    /// <summary>What it is; null when it is no video node.</summary>
    public V4l2Capability? Capability()
    {
        V4l2Capability capability;
        return Ask(V4l2Request.QueryCapability, &capability) == 0 ? capability : null;
    }

    /// <summary>The codes of the formats it delivers.</summary>
    public List<uint> Formats()
    {
        var formats = new List<uint>();
        var description = new V4l2FormatDescription { Type = Capture };
        for (; Ask(V4l2Request.EnumerateFormats, &description) == 0; description.Index++)
        {
            formats.Add(description.PixelFormat);
        }

        return formats;
    }

    /// <summary>The sizes in which it delivers a format.</summary>
    public List<V4l2FrameSize> Sizes(uint format)
    {
        var sizes = new List<V4l2FrameSize>();
        var size = new V4l2FrameSize { PixelFormat = format };
        for (; Ask(V4l2Request.EnumerateFrameSizes, &size) == 0; size.Index++)
        {
            sizes.Add(size);
            if (size.Type != V4l2FrameSize.Discrete) break;
        }

        return sizes;
    }

    /// <summary>Does what must work.</summary>
    /// <exception cref="UneXt50Exception">It does not; <paramref name="action"/> says what it was.</exception>
    public void Do(nuint request, void* argument, string action)
    {
        var error = Ask(request, argument);
        if (error != 0) throw V4l2Error.From(Path, action, error);
    }

    /// <summary>Does what may fail: returns the error number, or 0.</summary>
    public int Ask(nuint request, void* argument)
    {
        while (CameraLibc.Control(Descriptor, request, argument) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != CameraLibc.Interrupted) return error;
        }

        return 0;
    }

    public void Dispose() => _ = CameraLibc.Close(Descriptor);

    /// <summary>A name that ends with a zero byte.</summary>
    public static string Text(ReadOnlySpan<byte> name) =>
        Encoding.UTF8.GetString(name.IndexOf((byte)0) is >= 0 and var end ? name[..end] : name);

    /// <summary><c>struct v4l2_fmtdesc</c>, 64 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct V4l2FormatDescription
    {
        public uint Index;
        public uint Type;
        public uint Flags;
        public V4l2Capability.Name32 Description;
        public uint PixelFormat;
        public uint MediaBusCode;
        private Reserved3 _reserved;

        [InlineArray(3)]
        private struct Reserved3
        {
            private uint _first;
        }
    }
}
