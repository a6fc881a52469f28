using UneXt50.Results;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Writers;

public class CsvClassificationWriterTests
{
    [Fact]
    public void Each_input_and_rank_has_a_row_and_failures_have_one_too()
    {
        var lines = Csv(new(Top: 2), Sample.Success("a.jpg"), Sample.Failure("b.jpg")).Split('\n');
        Assert.Equal("input,status,rank,index,label,probability", lines[0]);
        Assert.StartsWith("a.jpg,ok,1,2,\"soy \"\"healthy\"\"\",0.62", lines[1]);
        Assert.StartsWith("a.jpg,ok,2,0,apple scab,0.2", lines[2]);
        Assert.Equal("b.jpg,\"is cut short, at 50 %; copy it again\",,,,", lines[3]);
        Assert.Equal([""], lines[4..]);
    }

    [Fact]
    public void The_threshold_drops_classes_but_never_an_input()
    {
        var lines = Csv(new(Top: 3, Threshold: 0.2f), Sample.Success("a.jpg")).Split('\n');
        Assert.Equal(["a.jpg,ok,1", "a.jpg,ok,2"], lines[1..^1].Select(line => line[..10]));
        Assert.Equal("a.jpg,ok,,,,", Csv(new(Threshold: 0.9f), Sample.Success("a.jpg")).Split('\n')[1]);
    }

    [Theory]
    [InlineData("comma,name", "\"comma,name\"")]
    [InlineData("line\nbreak", "\"line\nbreak\"")]
    [InlineData("return\rhere", "\"return\rhere\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData(" outer ", "\" outer \"")]
    [InlineData("größe 🍇", "größe 🍇")]
    public void Names_are_quoted_as_RFC_4180_says(string name, string field) =>
        Assert.Contains($"\n{field},ok,1,", Csv(new(), Sample.Success(name)), StringComparison.Ordinal);

    private static string Csv(ClassificationOptions options, params Outcome[] outcomes) =>
        Sample.Written(path => Sample.Classes(path, ClassificationFormat.Csv, options), outcomes);
}
