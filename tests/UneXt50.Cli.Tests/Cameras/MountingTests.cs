using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>Regions of a camera's frames in every format.</summary>
public sealed class MountingTests : IDisposable
{
    private const string Regions = "--camera-rotate 90 --crop door=0,0,20,20 --crop gate=50%,50%,50%,50%";

    private readonly CameraPrograms _programs = new();

    public MountingTests() => _programs.Add("rpicam-vid", "red rate 50 send -1");

    public void Dispose() => _programs.Dispose();

    [Theory]
    [InlineData("classify", "csv", @"^input,status,rank,index,label,probability,camera,time,region\nrpicam:0@(\S+Z)#door,ok,.*,red,.*,rpicam:0,\1,door\nrpicam:0@\1#gate,ok,.*,rpicam:0,\1,gate\n$")]
    [InlineData("classify", "jsonl", @"^\{'input':'rpicam:0@(\S+Z)#door','camera':'rpicam:0','time':'\1','region':'door','classes':.*\n.*'region':'gate','classes'.*\n$")]
    [InlineData("classify", "json", @"'region': 'door',[\s\S]*'region': 'gate',")]
    [InlineData("classify", "text", @"red.*rpicam:0@(\S+Z)#door\n.*rpicam:0@\1#gate\n")]
    [InlineData("features", "csv", @"^input,status,f0,f1,f2,camera,time,region\nrpicam:0@(\S+Z)#door,ok,.*,rpicam:0,\1,door\nrpicam:0@\1#gate,ok")]
    [InlineData("features", "jsonl", @"'region':'door','features':.*\n.*'region':'gate','features'")]
    public void Each_named_region_is_a_row_that_says_so(string command, string format, string rows)
    {
        string[] top = command == "classify" ? ["--top", "1"] : [];

        var answer = _programs.Program.With(
            [command, "--camera", "rpicam", "--count", "2", "--format", format, .. top, .. Regions.Split(' ')]);

        Assert.Matches(rows, answer.Exits(0).Output.Replace('"', '\''));
    }

    [Fact]
    public void The_index_of_an_array_names_the_regions()
    {
        _programs.Program.With(
            ["features", "--camera", "rpicam", "--count", "2", "--out", "x.npy", .. Regions.Split(' ')]).Exits(0);

        Assert.Equal([2, 3], Npy.Read(_programs["x.npy"]).Shape);
        Assert.Matches(
            @"^row,input,status,camera,time,region\n0,rpicam:0@(\S+Z)#door,ok,rpicam:0,\1,door\n1,rpicam:0@\1#gate,ok,rpicam:0,\1,gate\n$",
            File.ReadAllText(_programs["x.index.csv"]));
    }

    [Fact]
    public void One_region_needs_no_name_and_adds_no_field()
    {
        var answer = _programs.Program.With(
            "classify", "--camera", "rpicam", "--count", "1", "--format", "csv", "--top", "1", "--crop", "10,10,20,20");

        Assert.Matches(@"^input,status,rank,index,label,probability,camera,time\nrpicam:0@[^#]*\n$", answer.Exits(0).Output);
    }

    [Fact]
    public void A_region_beyond_the_frame_is_an_error_and_leaves_no_file()
    {
        _programs.Program.With("classify", "--camera", "rpicam", "-q", "--out", "x.csv", "--crop", "door=60,0,10,10")
            .Fails(2, "--crop: 'door' reaches beyond the frame, which is 64x48 pixels", "percent");
        _programs.Program.With("classify", "--camera", "rpicam", "-q", "--camera-rotate", "270", "--crop", "40,0,20,20")
            .Fails(2, "which is 48x64 pixels");
        Assert.False(File.Exists(_programs["x.csv"]));
    }

    [Fact]
    public void Saved_frames_are_the_regions()
    {
        _programs.Program.With(
            ["classify", "--camera", "rpicam", "--count", "2", "--save-dir", "kept", "--save-when", "all", .. Regions.Split(' ')]).Exits(0);

        var kept = Directory.GetFiles(_programs["kept"]).Select(file => Path.GetFileName(file).Split('_')[1]).Distinct().Order();
        Assert.Equal(["door-red", "gate-red"], kept);
    }
}
