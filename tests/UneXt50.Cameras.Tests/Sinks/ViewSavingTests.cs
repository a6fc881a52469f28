using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class ViewSavingTests : IDisposable
{
    private readonly ViewHarness _view = new();

    public void Dispose() => _view.Dispose();

    [Fact]
    public void A_frame_is_saved_under_the_label_that_it_is_given()
    {
        _view.Show(3);

        var answer = _view.Save(1, "dock").Json;

        Assert.Equal(
            _view.Folder["weeds/dock/20260131T120003.000Z_apple-scab_p0.90.jpg"],
            answer.GetProperty("saved").GetString());
        Assert.Equal(Answers.Frame().Data.ToArray(), File.ReadAllBytes(answer.GetProperty("saved").GetString()!));
        var again = _view.Save(1, "dock").Json.GetProperty("classes")[0]; // the same photo
        Assert.Equal(1, again.GetProperty("photos").GetInt32());
        Assert.Equal(2, _view.Get("/about").Json.GetProperty("classes").GetArrayLength() + 1);
    }

    [Theory]
    [InlineData(1, "../dock", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, ".hidden", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "a\tb", "400 Bad Request", "that is not a name for a class")]
    [InlineData(1, "\u202Edock", "400 Bad Request", "not all of it can be seen")]
    [InlineData(1, "do\u200Bck", "400 Bad Request", "not all of it can be seen")]
    [InlineData(1, "do\u00A0ck", "400 Bad Request", "not all of it can be seen")]
    [InlineData(1, "\u3164", "400 Bad Request", "not all of it can be seen")]
    [InlineData(1, "\uE000", "400 Bad Request", "not all of it can be seen")]
    [InlineData(1, "\u0301dock", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "..", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "a/b", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "/dock", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "__MACOSX", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "dock dock dock dock dock dock dock dock dock dock dock dock dock dock dock dock dock dock dock dock dock "
        + "dock dock dock dock dock dock", "400 Bad Request", "that is not a name for a folder")]
    [InlineData(1, "unknown", "400 Bad Request", "that is the answer for photos unlike any class")]
    [InlineData(1, "THISTLE", "400 Bad Request", "it cannot be told from 'thistle'")]
    [InlineData(7, "dock", "410 Gone", "that frame is gone")]
    public void A_label_that_is_none_or_a_frame_that_is_gone_is_refused(
        long frame, string label, string status, string why)
    {
        _view.Show();
        _view.Save(1, "thistle");

        var answer = _view.Save(frame, label);

        Assert.Equal(status, answer.Status);
        Assert.Contains(why, answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["thistle"], Directory.GetFileSystemEntries(_view.Folder["weeds"]).Select(Path.GetFileName));
    }

    [Fact]
    public void One_class_stays_one_however_its_name_is_spelled()
    {
        _view.Folder.Add("weeds/Lo\u0308wenzahn/a.jpg");
        using var view = _view.Open();
        view.Take(Answers.Frame(), ViewHarness.Scab, isReported: true);
        RawHttp.Ask(view.Address, "GET /state?after=0");

        Assert.Equal("200 OK", _view.Save(1, "L\u00F6wenzahn", view).Status); // as a Mac has spelled the folder
        Assert.Equal("200 OK", _view.Save(1, "Ampfer a\u0308", view).Status);
        Assert.Equal("200 OK", _view.Save(1, "Ampfer \u00E4", view).Status);

        Assert.Equal(
            ["Ampfer \u00E4", "Lo\u0308wenzahn"],
            Directory.GetDirectories(_view.Folder["weeds"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Labelled_photos_never_make_room()
    {
        _view.Folder.Add("full/dock/old.jpg", new string('x', 900));
        using var view = _view.Open(save: "full", limit: 904);
        view.Take(Answers.Frame(), ViewHarness.Scab, isReported: true);
        RawHttp.Ask(view.Address, "GET /state?after=0");

        var answer = _view.Save(1, "dock", view);

        Assert.Equal("507 Insufficient Storage", answer.Status);
        Assert.Contains("raise save limit", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["old.jpg"], Directory.GetFiles(_view.Folder["full/dock"]).Select(Path.GetFileName));

        File.Delete(_view.Folder["full/dock/old.jpg"]);
        Assert.Equal("200 OK", _view.Save(1, "dock", view).Status); // somebody has moved it away
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"frame":"1","label":"dock"}""")]
    [InlineData("""{"frame":1.5,"label":"dock"}""")]
    [InlineData("""{"frame":1,"label":null}""")]
    [InlineData("""{"frame":1,"label":"\ud800"}""")]
    public void What_is_no_frame_and_label_is_refused(string body)
    {
        _view.Show();
        var answer = RawHttp.Ask(_view.View.Address, "POST /save", "Content-Type: application/json\r\n", body);
        Assert.Equal("400 Bad Request", answer.Status);
    }
}
