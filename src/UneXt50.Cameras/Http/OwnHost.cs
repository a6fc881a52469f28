using System.Net;

namespace UneXt50.Cameras.Http;

/// <summary>
/// Tells requests of pages that came from here from those of other pages in the same browser: a page of a foreign name
/// that leads to this address (DNS rebinding) sends that name as Host, and a foreign page names itself as Origin.
/// </summary>
internal static class OwnHost
{
    /// <summary>What to tell the others.</summary>
    public const string Refusal = "Not for pages of other hosts: use this machine's address.\n";

    /// <summary>
    /// Whether Host and Origin, where they are sent, are this machine's. Any address is, as no page can be of a foreign
    /// name and have one for a host; so a forwarded port works.
    /// </summary>
    public static bool Sent(HttpRequest request)
    {
        var host = request.Header("Host");
        if (host is not null && !IsOurs(host)) return false;
        // A link on a foreign page may lead here; all else that is foreign may not.
        var isForeign = request.Header("Sec-Fetch-Site") is "cross-site" or "same-site";
        if (isForeign && (request.Method != "GET" || request.Header("Sec-Fetch-Mode") != "navigate")) return false;
        return request.Header("Origin") is not { } origin
            || string.Equals(origin, $"http://{host}", StringComparison.OrdinalIgnoreCase)
            || string.Equals(origin, $"https://{host}", StringComparison.OrdinalIgnoreCase); // through a proxy
    }

    private static bool IsOurs(string host)
    {
        var name = WithoutPort(host);
        var machine = Environment.MachineName;
        return IPAddress.TryParse(name, out _)
            || string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, machine, StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, $"{machine}.local", StringComparison.OrdinalIgnoreCase);
    }

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
