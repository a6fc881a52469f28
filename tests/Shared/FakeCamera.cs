namespace UneXt50.Tests;

/// <summary>Where the fake camera program was built.</summary>
internal static class FakeCamera
{
    public static string Path { get; } = Built();

    private static string Built()
    {
        // tests/X/bin/Release/net10.0 -> tests/FakeCamera/bin/Release/net10.0
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (here.Name, here.Parent!.Name);
        var tests = here.Parent!.Parent!.Parent!.Parent!.FullName;
        return System.IO.Path.Join(tests, "FakeCamera/bin", configuration, framework, "FakeCamera");
    }
}
