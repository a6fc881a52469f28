using System.Security.Cryptography;
using System.Text;

namespace UneXt50.Cameras.Http;

/// <summary>A secret that clients bring with every request, as <c>Authorization: Bearer</c>.</summary>
internal sealed class AccessToken
{
    private const int Shortest = 16;
    private const string Scheme = "Bearer ";

    private readonly string _token;

    /// <param name="token">The secret.</param>
    /// <param name="option">The option that names it, for messages.</param>
    /// <exception cref="UneXt50Exception">It can be guessed, or cannot be sent (Usage).</exception>
    public AccessToken(string token, string option)
    {
        if (token.Length < Shortest || !Ascii.IsValid(token))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, option,
                $"a token needs at least {Shortest} letters, all of them ASCII, so that it cannot be guessed",
                "make one with: head -c 18 /dev/urandom | base64");
        }

        _token = token;
    }

    /// <summary>Whether the request brings it.</summary>
    public bool IsIn(HttpRequest request) =>
        request.Header("Authorization") is { } given && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && Is(given[Scheme.Length..].Trim());

    /// <summary>Whether this is it.</summary>
    public bool Is(string given) => AreEqual(given, _token);

    /// <summary>Compares in a time that tells nothing about where they differ.</summary>
    public static bool AreEqual(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted));
}
