using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed partial class ViewAccessTests : IDisposable
{
    private const string Token = "a token of more than sixteen letters";

    private readonly ViewHarness _view = new();

    public void Dispose() => _view.Dispose();

    [Theory]
    [InlineData("Host: elsewhere.example\r\n")]
    [InlineData("Host: localhost.elsewhere.example:4912\r\n")]
    [InlineData("Host: localhost\r\nOrigin: http://elsewhere.example\r\n")]
    [InlineData("Host: localhost:4912\r\nOrigin: http://localhost:8080\r\n")]
    [InlineData("Host: localhost\r\nOrigin: null\r\n")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n")]
    public void Foreign_pages_are_shown_nothing_and_save_nothing(string headers)
    {
        _view.Show();

        Assert.Equal("403 Forbidden", RawHttp.Ask(_view.View.Address, "GET /frame/1", headers).Status);
        var save = RawHttp.Ask(
            _view.View.Address, "POST /save", headers + "Content-Type: application/json\r\n",
            """{"frame":1,"label":"a"}""");
        Assert.Equal("403 Forbidden", save.Status);
        Assert.Empty(Directory.GetFileSystemEntries(_view.Folder["weeds"]));
    }

    [Theory]
    [InlineData("Host: 192.168.7.7:4912\r\nOrigin: http://192.168.7.7:4912\r\n")]
    [InlineData("Host: [::1]:4912\r\nOrigin: http://[::1]:4912\r\n")]
    [InlineData("Host: LOCALHOST\r\n")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n")]
    public void Pages_from_here_and_links_to_here_are_served(string headers) =>
        Assert.Equal("200 OK", RawHttp.Ask(_view.View.Address, "GET /", headers).Status);

    [Fact]
    public void What_a_form_of_a_foreign_page_could_send_is_not_saved()
    {
        _view.Show();
        var answer = RawHttp.Ask(
            _view.View.Address, "POST /save", "Content-Type: text/plain\r\n", """{"frame":1,"label":"a"}""");
        Assert.Equal("415 Unsupported Media Type", answer.Status);
    }

    [Fact]
    public void With_a_token_nothing_is_shown_without_it()
    {
        using var view = _view.Open(token: Token);
        foreach (var path in (string[])["/", "/about", "/state", "/frame/1"])
            Assert.Equal("401 Unauthorized", RawHttp.Ask(view.Address, $"GET {path}").Status);
        Assert.Equal("401 Unauthorized", RawHttp.Ask(
            view.Address, "POST /save", "Content-Type: application/json\r\n", "{}").Status);
        Assert.Equal("200 OK", RawHttp.Ask(view.Address, "GET /about", $"Authorization: Bearer {Token}\r\n").Status);
        Assert.Equal("401 Unauthorized", RawHttp.Ask(view.Address, "GET /about", "Authorization: Bearer x\r\n").Status);
    }

    [Fact]
    public void A_browser_that_was_told_the_token_keeps_it_in_a_cookie()
    {
        using var view = _view.Open(token: Token);
        Assert.Equal("403 Forbidden", RawHttp.Ask(view.Address, "POST /token", body: "token=guess").Status);

        var admitted = RawHttp.Ask(view.Address, "POST /token", body: $"token={Token.Replace(' ', '+')}");

        Assert.Equal("303 See Other", admitted.Status);
        var cookie = CookieOf().Match(admitted.Head).Groups[1].Value;
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Equal("200 OK", RawHttp.Ask(view.Address, "GET /", $"Cookie: theme=dark; {cookie}\r\n").Status);
    }

    [Fact]
    public void Others_than_this_machine_need_a_token_that_is_no_guess()
    {
        var open = Assert.Throws<UneXt50Exception>(() => _view.Open(IPAddress.Any));
        Assert.Contains("view token file", open.Message, StringComparison.Ordinal);
        var weak = Assert.Throws<UneXt50Exception>(() => _view.Open(IPAddress.Any, token: "secret"));
        Assert.Equal((ErrorKind.Usage, ErrorKind.Usage), (open.Kind, weak.Kind));
        _view.Open(IPAddress.Any, Token).Dispose();
    }

    [GeneratedRegex("Set-Cookie: ([^;]+);")]
    private static partial Regex CookieOf();
}
