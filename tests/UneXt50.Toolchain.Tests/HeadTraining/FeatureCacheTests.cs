using UneXt50.Tests;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class FeatureCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Written(FeatureCache cache)
    {
        using var output = OutputFile.Create(_folder["cache"]);
        cache.Write(output);
        output.Complete();
        return _folder["cache"];
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var photos = Flowers.Set().Photos;
        var read = FeatureCache.Read(Written(new FeatureCache("abc", exact: true, photos)));
        Assert.Equal("abc", read.BackboneSha256);
        Assert.True(read.Exact);
        Assert.Equal(photos.Select(photo => (photo.Name, photo.Label, photo.Sha256)),
            read.Photos.Select(photo => (photo.Name, photo.Label, photo.Sha256)));
        Assert.All(photos.Zip(read.Photos), pair => Assert.Equal(pair.First.Features, pair.Second.Features));
        Assert.Equal(photos[3].Features, read.Find(photos[3].Sha256));
        Assert.Null(read.Find("never seen"));
    }

    [Fact]
    public void Any_changed_byte_and_any_cut_is_noticed()
    {
        var path = Written(new FeatureCache("abc", exact: false, Flowers.Set(count: 2).Photos));
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < whole.Length; i += 3)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0x15;
            Refused(changed, whole);
            Refused(whole[..i], whole);
        }

        void Refused(byte[] bytes, byte[] original)
        {
            File.WriteAllBytes(path, bytes);
            try
            {
                // What remains readable holds what was written: padding and the spelling of JSON may change.
                var read = FeatureCache.Read(path);
                Assert.Equal(original.Length, bytes.Length);
                Assert.All(Flowers.Set(count: 2).Photos.Zip(read.Photos),
                    pair => Assert.Equal(pair.First.Features, pair.Second.Features));
            }
            catch (UneXt50Exception refusal)
            {
                Assert.Equal(ErrorKind.Model, refusal.Kind);
            }
        }
    }
}
