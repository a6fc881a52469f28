using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using UneXt50.Cameras.Http;
using UneXt50.Sources;

namespace UneXt50.Cameras.Serving;

/// <summary>
/// The pictures in the body of a request: the body itself, or each part of a multipart one. Memory is taken as bytes
/// come, and bounded: for a body, and for what all bodies together hold beyond a megabyte each. So a caller that sends
/// slowly holds little, and pictures of usual size are taken even where large ones have used up the rest.
/// </summary>
internal sealed class PictureBody(PictureBody.Room room) : IDisposable
{
    private const int Free = 1 << 20;
    private const int MostPictures = 1000;
    private const int MostHeaderBytes = 4096; // of a part

    private static readonly string[] PictureTypes =
        ["application/octet-stream", "application/x-www-form-urlencoded"]; // what curl says if it is not told

    private readonly Room _room = room;
    private long _bytes;

    /// <summary>Refuses what cannot be read, before any of it is.</summary>
    /// <exception cref="RequestRefusal">It is too long, or no picture by what it says of itself.</exception>
    public static void Check(HttpRequest request, long? length, long most)
    {
        if (request.Header("Content-Encoding") is { Length: > 0 } coding && coding != "identity")
            throw Unsupported($"a body coded as {coding} is not read; send pictures as they are");
        if (request.Header("Content-Type") is { Length: > 0 } text)
        {
            if (!MediaTypeHeaderValue.TryParse(text, out var type))
                throw RequestRefusal.BadRequest("the Content-Type cannot be read");
            if (!IsMultipart(type) && !IsPicture(type.MediaType.Value!))
            {
                throw Unsupported(
                    $"{type.MediaType} is no picture; send image/*, application/octet-stream or multipart/form-data");
            }
        }

        if (length > most) throw RequestRefusal.TooLarge(most);
        if (length == 0) throw RequestRefusal.BadRequest("there is no picture in the body");
    }

    /// <summary>Reads it to its end.</summary>
    /// <exception cref="RequestRefusal">It is too long, or broken, or has no picture.</exception>
    public async Task<IReadOnlyList<Photo>> ReadAsync(
        HttpRequest request, Stream body, long? length, CancellationToken cancellation)
    {
        if (MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type) && IsMultipart(type))
            return await ReadPartsAsync(type, body, cancellation).ConfigureAwait(false);
        var data = await ReadAsync(body, length ?? 0, cancellation).ConfigureAwait(false);
        if (data.IsEmpty) throw RequestRefusal.BadRequest("there is no picture in the body");
        return [new Photo("-", () => data)];
    }

    public void Dispose() => _room.Leave(Math.Max(_bytes - Free, 0));

    private static bool IsMultipart(MediaTypeHeaderValue type) =>
        type.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase);

    private static bool IsPicture(string type) =>
        type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
        || PictureTypes.Contains(type, StringComparer.OrdinalIgnoreCase);

    private static RequestRefusal Unsupported(string error) => new("415 Unsupported Media Type", error);

    private async Task<IReadOnlyList<Photo>> ReadPartsAsync(
        MediaTypeHeaderValue type, Stream body, CancellationToken cancellation)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary)) throw RequestRefusal.BadRequest("the Content-Type names no boundary");
        var photos = new List<Photo>();
        try
        {
            var parts = new MultipartReader(boundary, body) { HeadersLengthLimit = MostHeaderBytes };
            while (await parts.ReadNextSectionAsync(cancellation).ConfigureAwait(false) is { } part)
            {
                if (photos.Count == MostPictures)
                {
                    throw new RequestRefusal(
                        "413 Content Too Large", $"there are more than {MostPictures} pictures; send fewer at a time");
                }

                var data = await ReadAsync(part.Body, 0, cancellation).ConfigureAwait(false);
                photos.Add(new Photo(NameOf(part), () => data));
            }
        }
        catch (Exception failure) when (failure is InvalidDataException
            or IOException and not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw RequestRefusal.BadRequest($"the multipart body is broken ({failure.Message})");
        }

        return photos.Count > 0 ? photos : throw RequestRefusal.BadRequest("there is no picture in the body");
    }

    // The name that the caller gave the file, or else the field.
    private static string NameOf(MultipartSection part)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said)) return "-";
        string?[] names = [said.FileNameStar.Value, HeaderUtilities.RemoveQuotes(said.FileName).Value,
            HeaderUtilities.RemoveQuotes(said.Name).Value];
        return names.FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? "-";
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, long expected, CancellationToken cancellation)
    {
        // One more than expected: there the end is found.
        var data = new byte[Math.Clamp(expected + 1, 4096, Free)];
        var length = 0;
        while (await stream.ReadAsync(data.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            length += count;
            Count(count);
            if (length == data.Length) Array.Resize(ref data, checked(data.Length * 2));
        }

        return data.AsMemory(0, length);
    }

    private void Count(int bytes)
    {
        var before = _bytes;
        _bytes += bytes;
        if (_bytes > _room.MostBody) throw RequestRefusal.TooLarge(_room.MostBody);
        if (_bytes > Free) _room.Enter(_bytes - Math.Max(before, Free));
    }

    /// <summary>What large bodies have together.</summary>
    /// <param name="mostBody">Longest body, in bytes.</param>
    internal sealed class Room(long mostBody)
    {
        private const int Bodies = 2;

        private long _taken;

        public long MostBody => mostBody;

        /// <exception cref="RequestRefusal">There is not enough left.</exception>
        public void Enter(long bytes)
        {
            if (Interlocked.Add(ref _taken, bytes) <= Bodies * mostBody) return;
            throw RequestRefusal.Busy("too many large bodies are being read; send it again later");
        }

        public void Leave(long bytes) => Interlocked.Add(ref _taken, -bytes);
    }
}
