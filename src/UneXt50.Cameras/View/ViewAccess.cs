using System.Text;
using UneXt50.Cameras.Http;

namespace UneXt50.Cameras.View;

/// <summary>
/// Who may look: anyone who knows the token, once a browser has it in a cookie or with every request.
/// </summary>
/// <param name="token">The token; null where everyone may.</param>
/// <exception cref="UneXt50Exception">It can be guessed, or cannot be sent (Usage).</exception>
internal sealed class ViewAccess(string? token)
{
    private const string Cookie = "unext50_view";

    private readonly AccessToken? _token = token is null ? null : new AccessToken(token, Setting.ViewTokenFile);

    // The cookie is not the token itself, which may be of use elsewhere.
    private readonly string? _pass =
        token is null ? null : Sha256Digest.Of(Encoding.UTF8.GetBytes($"unext50 view {token}"));

    /// <summary>Whether the request brings the token, or none is needed.</summary>
    public bool IsGiven(HttpRequest request) =>
        _pass is null
        || _token?.IsIn(request) == true
        || (request.Header("Cookie")?.Split("; ") ?? [])
            .Any(cookie => AccessToken.AreEqual(cookie, $"{Cookie}={_pass}"));

    /// <summary>Whether this is the token.</summary>
    public bool IsToken(string given) => _token?.Is(given) == true;

    /// <summary>The cookie that a browser brings from now on.</summary>
    public string NewCookie => $"{Cookie}={_pass}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax";
}
