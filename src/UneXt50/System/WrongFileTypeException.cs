namespace UneXt50;

/// <summary>Something that is no file stands where a file is to be read.</summary>
/// <param name="problem">What it is: "it is a device".</param>
internal sealed class WrongFileTypeException(string problem) : IOException(problem);
