using System.Collections;

namespace UneXt50.Sources;

/// <summary>
/// The photos that a list of arguments stands for, in order and found as they are asked for: files, folders (their
/// pictures by first bytes, sorted by name), quoted patterns (<c>*</c>, <c>?</c>, <c>[ ]</c>, <c>**</c>), "-" for one
/// picture on standard input, and a file of names. No picture is read here, and no input throws: what is missing or
/// unreadable is a photo whose <see cref="Photo.Read"/> says so. Only a list of names that breaks off in the middle
/// throws, an <see cref="UneXt50Exception"/>, since what it would have named is lost.
/// </summary>
/// <param name="arguments">
/// Files, folders, patterns and "-". A file whose name looks like a pattern is that file.
/// </param>
public sealed class InputList(IReadOnlyList<string> arguments) : IEnumerable<Photo>
{
    /// <summary>Look into the folders of folders too.</summary>
    public bool Recurse { get; init; }

    /// <summary>
    /// A file with one file or folder on each line ("-" for standard input), taken after the arguments; patterns in it
    /// are not expanded. Null for none.
    /// </summary>
    public string? NamesFile { get; init; }

    /// <summary>Names in <see cref="NamesFile"/> end with a zero byte (<c>find -print0</c>), not a line feed.</summary>
    public bool NamesEndWithZero { get; init; }

    /// <summary>Ends the list, and a picture, that is being waited for on standard input.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether it can be enumerated twice, since no names come through a pipe and are used up.</summary>
    public bool CanEnumerateAgain => NamesFile is null || (NamesFile != "-" && !FileTypes.IsSpecial(NamesFile));

    /// <summary>
    /// Refuses a list with a file that is going to be replaced, before any work is done; what cannot be enumerated
    /// twice is refused when it comes.
    /// </summary>
    /// <exception cref="UneXt50Exception">There is one (Output).</exception>
    public void RequireNoOutput()
    {
        if (!PlannedOutputs.AnyExists || !CanEnumerateAgain) return;
        foreach (var photo in this)
        {
            Cancellation.ThrowIfCancellationRequested();
            if (photo.Path is { } path) PlannedOutputs.RequireInput(path);
        }
    }

    /// <summary>
    /// The files that are named one by one, by arguments (also standard input), patterns and a file of names: those in
    /// folders are not among them, nor those whose names come through a pipe.
    /// </summary>
    public IEnumerable<Photo> Named => arguments.SelectMany(
        argument => argument == "-" ? [PhotoFile.OpenStandardInput(Cancellation)] : GlobPattern.IsPattern(argument) && !InputPath.Exists(argument)
            ? Matches(argument) : Itself(argument))
        .Concat(NamesFile is null || !CanEnumerateAgain
            ? [] : NameList.Photos(NamesFile, NamesEndWithZero, Itself, Cancellation));

    /// <summary>What the enumeration that has ended last has left out of the folders.</summary>
    public PassedOver PassedOver { get; private set; } = new();

    /// <inheritdoc/>
    public IEnumerator<Photo> GetEnumerator()
    {
        var passedOver = new PassedOver();
        try
        {
            foreach (var argument in arguments)
            {
                foreach (var photo in Expand(argument, passedOver)) yield return photo;
            }

            if (NamesFile is null) yield break;
            var named = NameList.Photos(
                NamesFile, NamesEndWithZero, path => InputPath.Photos(path, Recurse, passedOver), Cancellation);
            foreach (var photo in named) yield return photo;
        }
        finally
        {
            PassedOver = passedOver;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<Photo> Expand(string argument, PassedOver passedOver)
    {
        if (argument == "-") return [PhotoFile.OpenStandardInput(Cancellation)];
        if (argument.Contains("://", StringComparison.Ordinal) && !InputPath.Exists(argument))
        {
            return [Photo.Missing(
                AddressSecrets.Hide(PathBytes.Display(argument)), "there is no such file",
                $"check the path; a network camera is read by {Setting.Camera}")];
        }

        if (!GlobPattern.IsPattern(argument) || InputPath.Exists(argument))
            return InputPath.Photos(argument, Recurse, passedOver);
        return Matches(argument);
    }

    private static IEnumerable<Photo> Itself(string path) =>
        FileStatus.Read(path) is { Type: FileType.File } ? [PhotoFile.Open(path)] : [];

    private static IEnumerable<Photo> Matches(string pattern)
    {
        var any = false;
        foreach (var path in GlobPattern.Expand(pattern))
        {
            any = true;
            yield return PhotoFile.Open(path);
        }

        if (!any) yield return Photo.Missing(PathBytes.Display(pattern), "no file matches", "check the pattern");
    }
}
