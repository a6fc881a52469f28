using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary>The driver's buffers, mapped into this process.</summary>
internal sealed unsafe class V4l2Buffers : IDisposable
{
    private const int Wanted = 4;

    private readonly V4l2Device _device;
    private readonly List<(nint Address, nuint Length)> _maps = [];

    /// <summary>Makes them and hands all of them to the driver.</summary>
    /// <exception cref="UneXt50Exception">The driver has none to give.</exception>
    public V4l2Buffers(V4l2Device device)
    {
        _device = device;
        try
        {
            var request = new V4l2BufferRequest
            {
                Count = Wanted,
                Type = V4l2Device.Capture,
                Memory = V4l2Device.MemoryMapped,
            };
            device.Do(V4l2Request.RequestBuffers, &request, "asking for buffers");
            for (uint index = 0; index < request.Count; index++) Add(index);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The bytes that the driver has put into a buffer.</summary>
    public ReadOnlySpan<byte> Filled(in V4l2Buffer buffer)
    {
        var (address, length) = _maps[(int)buffer.Index];
        return new ReadOnlySpan<byte>((void*)address, (int)Math.Min(buffer.BytesUsed, length));
    }

    public void Dispose()
    {
        foreach (var (address, length) in _maps) _ = CameraLibc.Unmap((void*)address, length);
        _maps.Clear();
    }

    private void Add(uint index)
    {
        var buffer = new V4l2Buffer { Index = index, Type = V4l2Device.Capture, Memory = V4l2Device.MemoryMapped };
        _device.Do(V4l2Request.QueryBuffer, &buffer, "asking for a buffer");
        var address = CameraLibc.Map(
            null, buffer.Length, CameraLibc.MapReadWrite, CameraLibc.MapShared, _device.Descriptor,
            (nint)buffer.Offset);
        if ((nint)address == -1) throw V4l2Error.From(_device.Path, "mapping a buffer", Marshal.GetLastPInvokeError());
        _maps.Add(((nint)address, buffer.Length));
        _device.Do(V4l2Request.QueueBuffer, &buffer, "queueing a buffer");
    }

    /// <summary><c>struct v4l2_requestbuffers</c>, 20 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 20)]
    private struct V4l2BufferRequest
    {
        [FieldOffset(0)] public uint Count;
        [FieldOffset(4)] public uint Type;
        [FieldOffset(8)] public uint Memory;
    }
}
