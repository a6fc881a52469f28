using System.Globalization;
using System.Text;

namespace UneXt50;

/// <summary>
/// Normalization Form C (Unicode Standard Annex #15): one spelling of what is read as the same. .NET's own does nothing
/// where there is no ICU.
/// </summary>
internal static class CanonicalComposition
{
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28;
    private const int BlockCount = VowelCount * TailCount;

    private static readonly Lazy<Tables> Data = new(() => new Tables());

    /// <summary>The text in that form.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    public static string Compose(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, characters);
        Reorder(characters);
        var composed = new StringBuilder(text.Length);
        foreach (var character in Composed(characters)) composed.Append(new Rune(character));
        return composed.ToString();
    }

    private static void Decompose(int character, List<int> into)
    {
        var syllable = character - SyllableBase;
        if (syllable is >= 0 and < LeadCount * BlockCount)
        {
            into.Add(LeadBase + (syllable / BlockCount));
            into.Add(VowelBase + (syllable % BlockCount / TailCount));
            if (syllable % TailCount > 0) into.Add(TailBase + (syllable % TailCount));
        }
        else if (Data.Value.Decompositions.TryGetValue(character, out var parts))
        {
            foreach (var part in parts) Decompose(part, into);
        }
        else
        {
            into.Add(character);
        }
    }

    // Marks that do not touch each other may stand in any order; this is the one.
    private static void Reorder(List<int> characters)
    {
        for (var i = 1; i < characters.Count; i++)
        {
            var order = OrderOf(characters[i]);
            for (var j = i; order > 0 && j > 0 && OrderOf(characters[j - 1]) > order; j--)
                (characters[j - 1], characters[j]) = (characters[j], characters[j - 1]);
        }
    }

    private static List<int> Composed(List<int> characters)
    {
        var composed = new List<int>(characters.Count);
        var (starter, lastOrder) = (-1, -1);
        foreach (var character in characters)
        {
            var order = OrderOf(character);
            // Nothing of the same order may stand between the two.
            if (starter >= 0 && lastOrder < order && Pair(composed[starter], character) is { } both)
            {
                composed[starter] = both;
                continue;
            }

            lastOrder = order;
            composed.Add(character);
            if (order == 0) (starter, lastOrder) = (composed.Count - 1, -1);
        }

        return composed;
    }

    private static int? Pair(int first, int second)
    {
        var (lead, vowel) = (first - LeadBase, second - VowelBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return SyllableBase + (lead * BlockCount) + (vowel * TailCount);
        var (syllable, tail) = (first - SyllableBase, second - TailBase);
        if (syllable is >= 0 and < LeadCount * BlockCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
            return first + tail;
        return Data.Value.Compositions.TryGetValue((first, second), out var both) ? both : null;
    }

    private static int OrderOf(int character) => Data.Value.Orders.GetValueOrDefault(character);

    private sealed class Tables
    {
        public Tables()
        {
            using var stream = typeof(Tables).Assembly.GetManifestResourceStream("canonical.txt")!;
            using var lines = new StreamReader(stream);
            while (lines.ReadLine()?.Split(' ') is { } words)
            {
                if (words is ["C", var character, var sign, .. var parts]) Add(Hex(character), sign, parts);
                else for (var i = Hex(words[1]); i <= Hex(words[2]); i++) Orders[i] = byte.Parse(words[3], Invariant);
            }
        }

        public Dictionary<int, int[]> Decompositions { get; } = [];

        public Dictionary<(int First, int Second), int> Compositions { get; } = [];

        public Dictionary<int, byte> Orders { get; } = [];

        private static CultureInfo Invariant => CultureInfo.InvariantCulture;

        private void Add(int character, string sign, string[] parts)
        {
            int[] codes = [.. parts.Select(Hex)];
            Decompositions[character] = codes;
            if (sign == "=") Compositions[(codes[0], codes[1])] = character;
        }

        private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, Invariant);
    }
}
