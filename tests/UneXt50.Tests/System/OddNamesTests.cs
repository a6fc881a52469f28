using System.Text;
using System.Text.Json;
using UneXt50.Results;
using UneXt50.Tests.Writers;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests;

/// <summary>Names made of every ordered pair of awkward pieces, through every format.</summary>
public class OddNamesTests
{
    private static readonly string[] Pieces =
    [
        "a", " ", "\n", "\r\n", "\t", "\"", "'", ",", ";", "\\", "{", "<", "\e[1m", "\u009b", "\u0001", "\u007f",
        "\u2028", "\u202e", "\ufeff", "é", "e\u0301", "🍇", "\ufffd", "-", "@", "=1+1",
        ((char)0xD83C).ToString(), ((char)0xDF47).ToString(),
    ];

    private static readonly string[] Names = [.. Pieces.SelectMany(first => Pieces.Select(second => first + second))];

    // Halves of surrogate pairs cannot be UTF-8 and become U+FFFD; the other names must come back as they were.
    private static readonly string[] Expected =
        [.. Names.Select(name => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)))];

    private static readonly Outcome[] Outcomes =
        [.. Names.Select((name, i) => i % 3 == 0 ? Sample.Failure(name) : Sample.Success(name))];

    [Fact]
    public void Json_lines_give_every_name_back()
    {
        var text = Sample.Written(path => Sample.Classes(path, ClassificationFormat.JsonLines, new()), Outcomes);
        Assert.Equal(Expected, text.TrimEnd('\n').Split('\n').Select(line => Input(JsonElement.Parse(line))));
        Assert.DoesNotContain(text, character => character != '\n' && char.IsControl(character));
    }

    [Fact]
    public void A_json_document_gives_every_name_back()
    {
        var text = Sample.Written(path => Sample.Classes(path, ClassificationFormat.Json, new()), Outcomes);
        Assert.Equal(Expected, JsonElement.Parse(text).GetProperty("results").EnumerateArray().Select(Input));
    }

    [Fact]
    public void Csv_gives_every_name_back()
    {
        var text = Sample.Written(path => Sample.Classes(path, ClassificationFormat.Csv, new(Top: 1)), Outcomes);
        var rows = Rows(text);
        Assert.All(rows, row => Assert.Equal(6, row.Count));
        Assert.Equal(Expected, rows.Skip(1).Select(row => row[0]));
    }

    [Fact]
    public void Text_stays_one_printable_line_per_photo()
    {
        var text = Sample.Written(path => Sample.Classes(path, ClassificationFormat.Text, new(Top: 1)), Outcomes);
        Assert.Equal(Names.Length + 1, text.Split('\n').Length);
        Assert.DoesNotContain(text, character => character != '\n' && char.IsControl(character));
    }

    private static string Input(JsonElement row) => row.GetProperty("input").GetString()!;

    // A reader of RFC 4180 as small as it gets.
    private static List<List<string>> Rows(string text)
    {
        List<List<string>> rows = [[]];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (text[i] == '"') quoted = !quoted;
            else if (quoted || text[i] is not (',' or '\n')) field.Append(text[i]);
            else
            {
                rows[^1].Add(field.ToString());
                field.Clear();
                if (text[i] == '\n') rows.Add([]);
            }
        }

        Assert.Empty(rows[^1]);
        return rows[..^1];
    }
}
