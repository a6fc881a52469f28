using System.Reflection;
using System.Text;
using UneXt50.Cameras.Http;

namespace UneXt50.Cameras.View;

/// <summary>The pages: each is one file with its style and script in it, and may load nothing from elsewhere.</summary>
internal static class ViewPages
{
    // Scripts and styles are the page's own: nothing that comes from a camera or a file name is ever written into it.
    private const string Policy =
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What the camera sees.</summary>
    public static HttpResponse View() => Page("200 OK", Text("view.html"));

    /// <summary>Asks for the token.</summary>
    /// <param name="wasWrong">Whether one was given that is not right.</param>
    public static HttpResponse Token(bool wasWrong)
    {
        var html = Text("token.html");
        return wasWrong
            ? Page("403 Forbidden", html.Replace("id=\"wrong\" hidden", "id=\"wrong\"", StringComparison.Ordinal))
            : Page("401 Unauthorized", html);
    }

    private static HttpResponse Page(string status, string html) =>
        new(
        status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html),
        // No Referrer at all would make the Origin of forms "null".
        ("Content-Security-Policy", Policy), ("Referrer-Policy", "same-origin"));

    private static string Text(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
