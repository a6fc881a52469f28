using Xunit;

namespace UneXt50.Tests;

public sealed class AddressSecretsTests
{
    [Theory]
    [InlineData("rtsp://me:hidden@10.0.0.7:554/live", "rtsp://me:***@10.0.0.7:554/live")]
    [InlineData("rtsps://me:hid@den@cam/x@y", "rtsps://me:***@cam/x@y")]
    [InlineData("rtsp://me:hid/den@cam/x", "rtsp://me:***@cam/x")]
    [InlineData("rtsp://me:hid?den#@cam/x", "rtsp://me:***@cam/x")]
    [InlineData("rtsp://me:@cam/x", "rtsp://me:@cam/x")]
    [InlineData("rtsp://me@cam/x", "rtsp://me@cam/x")]
    [InlineData("rtsp://me:hidden@[fe80::1]:554/x", "rtsp://me:***@[fe80::1]:554/x")]
    [InlineData("http://[::1]:80/x", "http://[::1]:80/x")]
    [InlineData("http://cam:8080/a@b", "http://cam:8080/a@b")]
    [InlineData("http://cam/x?user=me&pwd=hidden&n=1", "http://cam/x?user=me&pwd=***&n=1")]
    [InlineData("http://cam/x?loginpas=hidden&access_token=hidden#top", "http://cam/x?loginpas=***&access_token=***#top")]
    [InlineData("gst:rtspsrc location=rtsp://me:hidden@cam/x user-pw=\"hidden\" ! jpegenc",
        "gst:rtspsrc location=rtsp://me:***@cam/x user-pw=\"***\" ! jpegenc")]
    [InlineData("one rtsp://a:hidden@b, two http://c:hidden@d", "one rtsp://a:***@b, two http://c:***@d")]
    [InlineData("photos/a=b:c@d.jpg", "photos/a=b:c@d.jpg")]
    [InlineData("://", "://")]
    [InlineData("x://:@", "x://:@")]
    [InlineData("x://:a@", "x://:***@")]
    [InlineData("", "")]
    public void Passwords_are_hidden_and_nothing_else_is(string text, string shown)
    {
        Assert.Equal(shown, AddressSecrets.Hide(text));
        Assert.Equal(text.Length, AddressSecrets.Cover(text).Length);
        Assert.DoesNotContain("hidden", AddressSecrets.Cover(text), StringComparison.Ordinal);
    }
}
