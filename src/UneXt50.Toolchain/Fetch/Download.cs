using System.Net;
using System.Net.Http.Headers;

namespace UneXt50.Toolchain.Fetch;

/// <summary>
/// One file over https: what has arrived stays in a file with ".part" behind its name, from where the next attempt goes
/// on; it gets its name once its checksum is right.
/// </summary>
/// <param name="handler">Speaks https; the certificates the system trusts.</param>
internal sealed class Download(HttpMessageHandler handler)
{
    private const int BufferSize = 1 << 16;
    private const int MaximumRedirects = 5;
    private const int Attempts = 5;

    /// <summary>How long a server may say nothing.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the second attempt; each later one is twice as long.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest file taken, in bytes.</summary>
    public long MaximumBytes { get; init; } = Checkpoints.CheckpointReader.MaximumBytes;

    /// <summary>Fetches a file.</summary>
    /// <exception cref="UneXt50Exception">
    /// It cannot be had, or is not the one that was published (Checkpoint), or cannot be stored (Output).
    /// </exception>
    public async Task RunAsync(
        Uri url, string path, ExpectedDigest digest, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        var part = path + ".part";
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ReceiveAsync(client, url, part, progress, cancellation).ConfigureAwait(false);
                break;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException)
            {
                if (attempt == Attempts
                    || failure is HttpRequestException { StatusCode: { } status } && IsFinal(status))
                {
                    throw Refused(url, $"it cannot be fetched ({failure.Message})", failure);
                }
            }

            await Task.Delay(Pause * (1 << (attempt - 1)), cancellation).ConfigureAwait(false);
        }

        try
        {
            digest.Verify(part);
        }
        catch (UneXt50Exception)
        {
            // Going on from a wrong beginning would never end well.
            File.Delete(part);
            throw;
        }

        File.Move(part, path, overwrite: true);
    }

    private async Task ReceiveAsync(
        HttpClient client, Uri url, string part, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        var file = OpenPart(part);
        await using (file.ConfigureAwait(false))
        {
            using var response = await AskAsync(client, url, file.Length, cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // All of it is here, or it is another file than it was: the checksum tells.
                if (response.Content.Headers.ContentRange?.Length == file.Length) return;
                file.SetLength(0);
                throw new IOException("the file has changed meanwhile");
            }

            response.EnsureSuccessStatusCode();
            var goesOn = response.StatusCode == HttpStatusCode.PartialContent
                && response.Content.Headers.ContentRange?.From == file.Length;
            if (!goesOn) file.SetLength(0);
            file.Position = file.Length;
            var total = file.Length + response.Content.Headers.ContentLength ?? 0;
            if (total > MaximumBytes) throw Refused(url,
                $"it has {ByteSize.Text(total)}, more than the {ByteSize.Text(MaximumBytes)} that are read");

            var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await CopyAsync(body, file, url, total, progress, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task CopyAsync(
        Stream body, FileStream file, Uri url, long total, IProgress<FetchProgress>? progress,
        CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            var count = await PatientlyAsync(
                token => body.ReadAsync(buffer, token).AsTask(), cancellation).ConfigureAwait(false);
            if (count == 0) break;
            await StoreAsync(file, buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            if (file.Length > MaximumBytes) throw Refused(url, "it does not end");
            progress?.Report(new FetchProgress(file.Length, total));
        }

        if (file.Length < total) throw new IOException($"it ended after {file.Length} of {total} bytes");
    }

    /// <summary>Asks for what is missing, and follows redirections to other https addresses.</summary>
    private async Task<HttpResponseMessage> AskAsync(
        HttpClient client, Uri url, long have, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= MaximumRedirects; redirects++)
        {
            if (url.Scheme != Uri.UriSchemeHttps)
                throw Refused(url, "it redirects to an address that is not https");
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (have > 0) request.Headers.Range = new RangeHeaderValue(have, null);
            var response = await PatientlyAsync(
                token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellation)
                .ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return response;

            var location = response.Headers.Location;
            response.Dispose();
            url = location is null ? throw Refused(url, "its redirection has no address") : new Uri(url, location);
        }

        throw Refused(url, $"it was reached by more than {MaximumRedirects} redirections");
    }

    private async Task<T> PatientlyAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience);
        try
        {
            return await wait(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {Patience.TotalSeconds:0} s", late);
        }
    }

    private static async Task StoreAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        }
        catch (IOException full)
        {
            throw new UneXt50Exception(ErrorKind.Output, file.Name, $"it cannot be written ({full.Message})",
                "make room; what has arrived is kept", full);
        }
    }

    private static FileStream OpenPart(string part)
    {
        try
        {
            // Opening a pipe would wait for whoever reads from it; what stands there is of no use.
            if (FileTypes.IsSpecial(part)) File.Delete(part);
            return new FileStream(
                part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UneXt50Exception(ErrorKind.Output, part, $"it cannot be written ({failure.Message})",
                "check the folder and its permissions; another fetch may be under way", failure);
        }
    }

    /// <summary>Answers that will not be better next time.</summary>
    private static bool IsFinal(HttpStatusCode status) =>
        (int)status is >= 400 and < 500 and not (408 or 425 or 429);

    private static UneXt50Exception Refused(Uri url, string problem, Exception? inner = null) => new(
        ErrorKind.Checkpoint, url.ToString(), problem,
        $"try again later, as what has arrived is kept, or download it yourself and give it with {Setting.From}", inner);
}
