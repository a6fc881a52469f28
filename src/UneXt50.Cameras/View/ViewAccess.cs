using System.Security.Cryptography;
using System.Text;
using UneXt50.Cameras.Http;

namespace UneXt50.Cameras.View;

/// <summary>
/// Who may look: anyone who knows the token, once a browser has it in a cookie or with every request.
/// </summary>
/// <param name="token">The token; null where everyone may.</param>
internal sealed class ViewAccess(string? token)
{
    /// <summary>The fewest letters of a token.</summary>
    public const int Shortest = 16;

    private const string Cookie = "unext50_view";
    private const string Scheme = "Bearer ";

    // The cookie is not the token itself, which may be of use elsewhere.
    private readonly string? _pass =
        token is null ? null : Sha256Digest.Of(Encoding.UTF8.GetBytes($"unext50 view {token}"));

    /// <summary>Whether the request brings the token, or none is needed.</summary>
    public bool IsGiven(HttpRequest request) =>
        _pass is null
        || (request.Header("Authorization") is { } given && given.StartsWith(Scheme, StringComparison.Ordinal)
            && IsToken(given[Scheme.Length..]))
        || (request.Header("Cookie")?.Split("; ") ?? []).Any(cookie => AreEqual(cookie, $"{Cookie}={_pass}"));

    /// <summary>Whether this is the token.</summary>
    public bool IsToken(string given) => token is not null && AreEqual(given, token);

    /// <summary>The cookie that a browser brings from now on.</summary>
    public string NewCookie => $"{Cookie}={_pass}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax";

    /// <summary>In a time that tells nothing about where they differ.</summary>
    private static bool AreEqual(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted));
}
