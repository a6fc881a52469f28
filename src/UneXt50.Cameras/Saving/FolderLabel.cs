using System.Globalization;
using System.Text;
using UneXt50.Sources;

namespace UneXt50.Cameras.Saving;

/// <summary>Labels that somebody has typed, which are to become the name of a folder of photos.</summary>
internal static class FolderLabel
{
    private const int LongestBytes = 128; // of the 255 that file systems take

    // Letters by their category, that nobody sees: fillers of Hangul and Braille, joiners.
    private const string Unseen = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    /// <summary>Why it cannot be one; null where it can.</summary>
    public static UneXt50Exception? Refusal(string label)
    {
        foreach (var rune in label.EnumerateRunes())
        {
            if (IsSeen(rune)) continue;
            return Make(
                $"label with U+{rune.Value:X4}", "that is not a name for a class: not all of it can be seen",
                "type letters, digits, spaces and hyphens");
        }

        var isFolder = label.Length > 0 && label == label.Trim() && !label.Contains('/')
            && Encoding.UTF8.GetByteCount(label) <= LongestBytes && !FolderEntry.IsHiddenName(label)
            && !IsMark(Rune.GetUnicodeCategory(label.EnumerateRunes().First()));
        return isFolder ? null : Make(
            $"label '{label}'", "that is not a name for a folder of photos",
            $"a label has 1 to {LongestBytes} bytes, no slash, and neither a dot, a space nor an accent in front");
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.SpaceSeparator => rune.Value == ' ',
        _ => !Unseen.Contains(rune.ToString(), StringComparison.Ordinal) && rune.Value is not (>= 0xFE00 and <= 0xFE0F)
            and not (>= 0xE0100 and <= 0xE01EF),
    };

    private static bool IsMark(UnicodeCategory category) => category
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static UneXt50Exception Make(string subject, string problem, string remedy) =>
        new(ErrorKind.Usage, subject, problem, remedy);
}
