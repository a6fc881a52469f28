using System.Diagnostics;
using System.Globalization;
using System.Net;
using UneXt50.Cameras.Processes;

namespace UneXt50.Cameras.Network;

/// <summary>
/// A camera with an http address: a stream of JPEG pictures (multipart/x-mixed-replace), or one picture that is asked
/// for again and again.
/// </summary>
internal sealed class HttpCamera : ICamera
{
    private const double AskedPerSecond = 10;
    private const int MostRedirects = 5;
    private const string PictureItself = "give the address of the picture or the stream itself, not of a page about it";

    private readonly Uri _address;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _pause;
    private readonly HttpClient _client;
    private readonly HttpFailure _failure;
    private readonly JpegSplitter _splitter = new();
    private readonly byte[] _bytes = new byte[1 << 16];
    private HttpResponseMessage? _response;
    private Stream _body = Stream.Null;
    private long _asked;
    private bool _hasDelivered; // of what was asked for last
    private bool _hasWorked;

    /// <summary>Makes one; it connects when the first frame is read.</summary>
    /// <exception cref="UneXt50Exception">
    /// Something is asked for that only the camera itself can set (Usage).
    /// </exception>
    public HttpCamera(string name, Uri address, CameraRequest request)
    {
        NetworkAddress.RequirePlain(name, request, takesRate: true);
        if (address.Scheme == Uri.UriSchemeHttps && !TlsLibrary.IsInstalled())
        {
            throw CameraError.Make(
                name, "https needs OpenSSL, which is not installed",
                "install libssl3, or use http:// in a network you trust");
        }

        (Name, _timeout) = (name, request.Timeout);
        _address = new UriBuilder(address) { UserName = "", Password = "" }.Uri;
        _pause = TimeSpan.FromSeconds(1 / (request.Rate ?? AskedPerSecond));
        _failure = new HttpFailure(name, _address);
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = request.Timeout,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PreAuthenticate = true,
            Credentials = CredentialsIn(address),
            SslOptions = _failure.Tls(),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public string Name { get; }

    public string Mode => "JPEG over HTTP";

    public WarmUp WarmUp => WarmUp.Blank;

    private bool IsStream => _response?.Content.Headers.ContentType?.MediaType
        ?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        if (_response is null) Ask(cancellation);
        while (!_splitter.TryTake(buffer))
        {
            var left = _timeout - Stopwatch.GetElapsedTime(start);
            var room = _bytes.AsMemory(0, Math.Min(_bytes.Length, _splitter.Room().Length));
            var count = Patiently(token => _body.ReadAsync(room, token).AsTask(), left, cancellation);
            if (count > 0)
            {
                room.Span[..count].CopyTo(_splitter.Room());
                _splitter.Add(count);
                continue;
            }

            if (_splitter.TryTakeLast(buffer)) break;
            if (IsStream) throw CameraError.Make(Name, "it has ended the stream", CameraError.Reach);
            if (!_hasDelivered) throw CameraError.Make(Name, "what it sends has no JPEG in it", PictureItself);
            AskAgain(cancellation);
        }

        _hasDelivered = _hasWorked = true;
    }

    public void Dispose()
    {
        _response?.Dispose();
        _client.Dispose();
    }

    private void AskAgain(CancellationToken cancellation)
    {
        var pause = _pause - Stopwatch.GetElapsedTime(_asked);
        if (pause > TimeSpan.Zero) cancellation.WaitHandle.WaitOne(pause);
        cancellation.ThrowIfCancellationRequested();
        _response!.Dispose();
        _hasDelivered = false;
        Ask(cancellation);
    }

    private void Ask(CancellationToken cancellation)
    {
        _asked = Stopwatch.GetTimestamp();
        _response = Answer(_address, cancellation);
        for (var redirects = 0; redirects < MostRedirects && Next(_response) is { } next; redirects++)
        {
            _response.Dispose();
            _response = Answer(next, cancellation);
        }

        Check(_response);
        _body = _response.Content.ReadAsStream(cancellation);
    }

    private HttpResponseMessage Answer(Uri address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return Patiently(
            token => _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token),
            _timeout - Stopwatch.GetElapsedTime(_asked), cancellation);
    }

    /// <summary>Where an answer sends us on to; null where it does not, or to where we do not go.</summary>
    private static Uri? Next(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
        && response.RequestMessage?.RequestUri is { } from && response.Headers.Location is { } location
        && Uri.TryCreate(from, location, out var next) && next.Host.Length > 0
        && ((next.Scheme == Uri.UriSchemeHttps && TlsLibrary.IsInstalled())
            || (next.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp)) ? next : null;

    private void Check(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            throw CameraError.Make(
                Name, "it refuses the user and the password, or asks for them (401)",
                "correct them in the address: http://user:password@...");
        }

        if (!response.IsSuccessStatusCode)
        {
            var answer = string.Create(
                CultureInfo.InvariantCulture, $"it answers {(int)response.StatusCode} {response.ReasonPhrase}");
            if (response.Headers.Location is { } elsewhere)
                answer += $" and names {AddressSecrets.Hide(elsewhere.ToString())}, which is not followed";
            throw CameraError.Make(Name, answer, "check the address");
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            throw CameraError.Make(Name, $"it sends {type}, no picture", PictureItself);
        if (type.StartsWith("video/", StringComparison.OrdinalIgnoreCase))
            throw CameraError.Make(Name, $"it sends {type}, no JPEG", NetworkAddress.ThroughGStreamer(Name));
    }

    private T Patiently<T>(Func<CancellationToken, Task<T>> wait, TimeSpan time, CancellationToken cancellation)
    {
        if (time <= TimeSpan.Zero) throw NoFrame();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(time);
        try
        {
            return wait(limited.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw NoFrame();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or FormatException
            or InvalidOperationException or NotSupportedException)
        {
            throw _failure.Of(failure);
        }
    }

    private UneXt50Exception NoFrame() => this switch
    {
        { _splitter.HasBegun: true } => CameraError.TooSlow(Name, _timeout),
        { _splitter.Waiting: > 0 } => CameraError.NoJpeg(Name, _timeout, PictureItself),
        { _hasWorked: true } => CameraError.Stalled(Name, _timeout),
        _ => CameraError.NoAnswer(Name, _timeout),
    };

    private static CredentialCache? CredentialsIn(Uri address)
    {
        if (address.UserInfo.Length == 0) return null;
        var parts = address.UserInfo.Split(':', 2);
        var credential = new NetworkCredential(
            Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        var root = new Uri(address.GetLeftPart(UriPartial.Scheme) + address.Authority);
        return new CredentialCache { { root, "Basic", credential }, { root, "Digest", credential } };
    }
}
