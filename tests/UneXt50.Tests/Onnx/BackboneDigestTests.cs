using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using Xunit;

namespace UneXt50.Tests.Onnx;

public sealed class BackboneDigestTests : IDisposable
{
    private static readonly byte[] Model = new TinyModel().ToBytes();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_the_files_own_where_nothing_is_left_out()
    {
        var file = Write(Model, Entry("unext50.knowledge", "1"), Entry("other.unext50.known.a", "2"));

        Assert.False(BackboneDigest.Differs(file));
        Assert.Equal(Sha256Digest.OfFile(file), BackboneDigest.OfFile(file));
    }

    [Fact]
    public void Entries_about_known_photos_do_not_change_it_wherever_they_stand()
    {
        var (small, large) = (Entry("unext50.known.a", "1"), Entry("unext50.known.b", new string('x', 100_000)));
        foreach (var file in (string[])[
            Write(Model, small), Write(large, small, Model, large), Write(small, Model[..0], Model, small, large)])
        {
            Assert.True(BackboneDigest.Differs(file));
            Assert.Equal(Sha256Digest.Of(Model), BackboneDigest.OfFile(file));
        }
    }

    [Fact]
    public void Every_other_change_of_the_file_changes_it()
    {
        var other = Write(Entry("unext50.known.a", "1"), new TinyModel { Labels = ["a", "b", "c"] }.ToBytes());
        var renamed = Write(Model, Entry("unext50.known.a", "1", "unext50.std"));
        var behind = Write(Model, Entry("unext50.known.a", "1"), [0x40, 1]);

        Assert.All([other, renamed, behind], file => Assert.NotEqual(Sha256Digest.Of(Model), BackboneDigest.OfFile(file)));
        Assert.False(BackboneDigest.Differs(renamed));
    }

    [Fact]
    public void What_is_no_model_has_its_own()
    {
        var entry = Entry("unext50.known.a", "1");
        foreach (var file in (string[])[
            Write("not a model"u8.ToArray()), Write(entry, entry[..^1]), Write(entry, [0x0B]),
            Write([.. Enumerable.Repeat<byte>(0x40, 40_002), .. entry])])
        {
            Assert.Equal(Sha256Digest.OfFile(file), BackboneDigest.OfFile(file));
        }
    }

    [Fact]
    public void A_model_remembers_it_beside_its_own()
    {
        var file = Write(Model, Entry("unext50.known.a", "1"));
        Thread.Sleep(TimeSpan.FromSeconds(2.1)); // until then it is not remembered
        var options = new ModelOptions { CacheFolder = _folder["cache"] };
        using (var model = UneXt50Model.Load(file, options))
        {
            Assert.Equal(Sha256Digest.Of(Model), model.BackboneSha256);
            Assert.Equal(Sha256Digest.OfFile(file), model.Sha256);
        }

        // What is remembered is believed.
        CacheFolder.Open(_folder["cache"])!.Write("digests", []);
        var cache = CacheFolder.Open(_folder["cache"])!;
        var line = cache.Read("backbones")!;
        line[0] = (byte)'z';
        cache.Write("backbones", line);
        using var again = UneXt50Model.Load(file, options);
        Assert.Equal("z" + Sha256Digest.Of(Model)[1..], again.BackboneSha256);
        Assert.Equal(Sha256Digest.OfFile(file), again.Sha256);
    }

    /// <summary>A message of one entry; names behind the first are given again, and the last one counts.</summary>
    private static byte[] Entry(string key, string value, params ReadOnlySpan<string> names)
    {
        var entry = new StringStringEntryProto { Key = key, Value = value }.ToByteArray();
        foreach (var name in names) entry = [.. entry, .. new StringStringEntryProto { Key = name }.ToByteArray()];
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(14, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(entry));
        }

        return bytes.ToArray();
    }

    private string Write(params ReadOnlySpan<byte[]> pieces)
    {
        var path = _folder[$"{Guid.NewGuid()}.onnx"];
        using var file = File.Create(path);
        foreach (var piece in pieces) file.Write(piece);
        return path;
    }
}
