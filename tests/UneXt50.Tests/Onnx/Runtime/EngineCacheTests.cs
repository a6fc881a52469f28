using System.Collections.Concurrent;
using UneXt50.Onnx.Runtime;
using Xunit;

namespace UneXt50.Tests.Onnx.Runtime;

public sealed class EngineCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EngineCacheTests()
    {
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(Cache, UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.UserExecute);
    }

    private string Cache => _folder["cache"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_one_run_has_built_is_there_for_the_next()
    {
        using (var first = EngineCache.Open(Cache, "key", null)!)
        {
            Assert.False(first.IsBuilt);
            File.WriteAllText(Path.Join(first.Folder, "a.engine"), "engine");
            first.Complete();
        }

        using var second = EngineCache.Open(Cache, "key", null)!;
        Assert.True(second.IsBuilt);
        Assert.Equal("engine", File.ReadAllText(Path.Join(second.Folder, "a.engine")));
        using var other = EngineCache.Open(Cache, "another", null)!;
        Assert.False(other.IsBuilt);
    }

    [Fact]
    public void A_run_that_fails_leaves_nothing_and_so_does_one_that_was_killed()
    {
        string folder;
        using (var failed = EngineCache.Open(Cache, "key", null)!)
        {
            folder = failed.Folder;
            File.WriteAllText(Path.Join(folder, "a.engine"), "half an eng");
        }

        Assert.Empty(Directory.GetFiles(folder));
        File.WriteAllText(Path.Join(folder, "a.engine"), "of a killed run");
        using var next = EngineCache.Open(Cache, "key", null)!;
        Assert.False(next.IsBuilt);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Of_starts_at_the_same_time_one_builds_and_the_others_wait_for_it()
    {
        var told = new BlockingCollection<string>();
        var builds = 0;
        void Start()
        {
            using var cache = EngineCache.Open(Cache, "key", told.Add)!;
            if (cache.IsBuilt) return;
            Interlocked.Increment(ref builds);
            File.WriteAllText(Path.Join(cache.Folder, "a.engine"), "engine");
            cache.Complete();
        }

        using (var first = EngineCache.Open(Cache, "key", null)!)
        {
            var others = Enumerable.Range(0, 3).Select(_ => Task.Run(Start)).ToList();
            for (var i = 0; i < others.Count; i++)
            {
                Assert.Equal("another start builds TensorRT's engines; this one waits for it",
                    told.Take(TestContext.Current.CancellationToken));
            }

            Assert.DoesNotContain(others, other => other.IsCompleted);
            first.Dispose(); // it has failed: one of those that wait builds
            await Task.WhenAll(others);
        }

        Assert.Equal(1, builds);
    }

    [Fact]
    public void Eight_are_kept_those_that_were_built_last()
    {
        for (var i = 0; i < 10; i++)
        {
            using var cache = EngineCache.Open(Cache, $"key{i}", null)!;
            cache.Complete();
            File.SetLastWriteTimeUtc(Path.Join(cache.Folder, "built"), DateTime.UnixEpoch.AddDays(i));
        }

        Assert.Equal(
            Enumerable.Range(2, 8).Select(i => $"key{i}"),
            Directory.GetDirectories(Path.Join(Cache, "tensorrt")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Where_nothing_can_be_kept_there_is_none()
    {
        Assert.Null(EngineCache.Open(null, "key", null));
        Assert.Null(EngineCache.Open("/proc/nonexistent", "key", null));
    }

    [Fact]
    public void The_key_is_of_all_that_the_engines_depend_on()
    {
        var provider = new ExecutionProvider("tensorrt");
        var half = provider with { Options = new Dictionary<string, string> { ["trt_fp16_enable"] = "1" } };
        string[] keys =
        [
            EngineCache.KeyOf("model", "1.31.0", provider, "Orin", 1), EngineCache.KeyOf("other", "1.31.0", provider, "Orin", 1),
            EngineCache.KeyOf("model", "1.23.0", provider, "Orin", 1), EngineCache.KeyOf("model", "1.31.0", half, "Orin", 1),
            EngineCache.KeyOf("model", "1.31.0", provider, "Xavier", 1),
            EngineCache.KeyOf("model", "1.31.0", provider, "Orin", 8),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], EngineCache.KeyOf("model", "1.31.0", new ExecutionProvider("TensorRT"), "Orin", 1));
    }

    [Fact]
    public void TensorRT_is_told_the_folder_and_what_the_user_says_of_caches_stands()
    {
        var provider = new ExecutionProvider("tensorrt")
        {
            Options = new Dictionary<string, string> { ["trt_fp16_enable"] = "1" },
        };
        Assert.False(EngineCache.IsChosenIn(provider));
        using var cache = EngineCache.Open(Cache, "key", null)!;

        var options = cache.Into(provider, minor: 31).Options;
        Assert.Equal(
            [
                ("trt_engine_cache_enable", "1"), ("trt_engine_cache_path", cache.Folder), ("trt_fp16_enable", "1"),
                ("trt_timing_cache_enable", "1"), ("trt_timing_cache_path", cache.Folder),
            ],
            options.Select(option => (option.Key, option.Value)).Order());
        Assert.DoesNotContain("trt_timing_cache_path", cache.Into(provider, minor: 17).Options.Keys);
        Assert.True(EngineCache.IsChosenIn(cache.Into(provider, minor: 31)));
    }
}
