using Xunit;

namespace UneXt50.Tests;

/// <summary>What killed programs leave goes at the next run in the same folder, and nothing else.</summary>
public sealed class LeftBehindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string OfAnotherHost() => _folder.Add($".unext50-{new string('f', 40)}.tmp");

    [Fact]
    public void Of_a_dead_writer_it_goes()
    {
        File.WriteAllText(OutputNames.TemporaryIn(_folder.Path), "half");
        LeftBehind.Remove(_folder.Path);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Of_a_living_one_it_stays()
    {
        using var output = OutputFile.Create(_folder["a.csv"]);
        output.Write("row"u8);
        // The folder has been looked at by now; this asks as another process would.
        LeftBehind.Remove(_folder.Path + "/../" + Path.GetFileName(_folder.Path));
        output.Complete();
        Assert.Equal(["a.csv"], _folder.Names);
    }

    [Fact]
    public void The_lock_of_a_dead_run_goes_and_that_of_a_living_one_stays()
    {
        _folder.Add(".unext50-dead.csv.lock");
        var living = _folder.Add(".unext50-living.csv.lock");
        using var held = new FileStream(living, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        LeftBehind.Remove(_folder.Path);
        Assert.Equal([Path.GetFileName(living)], _folder.Names);
    }

    [Fact]
    public void The_lock_of_a_dead_run_whose_files_wait_for_their_names_stays_for_a_run_that_settles_them()
    {
        _folder.Add(".unext50-v.csv.lock");
        _folder.Add(".unext50-v.csv.next");
        LeftBehind.Remove(_folder.Path);
        Assert.Equal(2, _folder.Names.Length);
    }

    [Fact]
    public void Of_another_machine_it_stays_for_a_day()
    {
        var name = Path.GetFileName(OfAnotherHost());
        LeftBehind.Remove(_folder.Path);
        Assert.Equal([name], _folder.Names);
        _folder.Shell($"touch -d '2 days ago' {name}");
        LeftBehind.Remove(_folder.Path + "/.");
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Other_names_links_and_pipes_stay()
    {
        _folder.Add(".unext50-notes.tmp");
        var link = Path.GetFileName(OutputNames.TemporaryIn(_folder.Path));
        var pipe = Path.GetFileName(OutputNames.TemporaryIn(_folder.Path));
        _folder.Add("mine", "text");
        _folder.Shell($"ln -s mine {link}; mkfifo {pipe}");
        LeftBehind.Remove(_folder.Path);
        Assert.Equal(4, _folder.Names.Length);
    }

    [Fact]
    public void A_scratch_folder_goes_with_what_is_in_it()
    {
        string path;
        using (var scratch = new ScratchFolder())
        {
            path = scratch["x"];
            File.WriteAllText(path, "x");
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
        var abandoned = OutputNames.TemporaryIn(_folder.Path);
        Directory.CreateDirectory(abandoned);
        File.WriteAllText(Path.Join(abandoned, ScratchFolder.LockName), "");
        File.WriteAllText(Path.Join(abandoned, "model.onnx"), "large");
        LeftBehind.Remove(_folder.Path);
        Assert.Empty(_folder.Names);
    }
}
