namespace UneXt50.Cameras.Sinks;

/// <summary>The version of this library, for those who hear from it.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3) ?? "";
}
