using System.Text.Json;
using System.Text.Json.Nodes;
using UneXt50.Heads;
using Xunit;

namespace UneXt50.Tests;

public class StoredJsonTests
{
    private const string Report = """
        {"schema_version":1,"method":"logistic","setting_name":"C","setting":1,"photos":4,"photos_per_class":[2,2],"folds":2,
        "cross_validation":{"accuracy":{"successes":1,"total":1},"classes":[{"label":"a","recall":{"successes":1,"total":1}}],
        "confusion":[[1,0],[0,1]],"mistakes":[]},"tried":[{"setting":1,"log_loss":0.5,"accuracy":1}],"near_duplicate_count":0,
        "near_duplicates":[{"first":"a","second":"b","cosine":1}],"few_photos":["a"],"skipped":[{"photo":"a","reason":"b"}]}
        """;

    [Theory]
    [InlineData("tried")]
    [InlineData("near_duplicates")]
    [InlineData("few_photos")]
    [InlineData("skipped")]
    public void A_list_that_is_absent_is_empty(string field)
    {
        var node = JsonNode.Parse(Report)!.AsObject();
        Assert.True(node.Remove(field));
        var report = Read(node.ToJsonString());
        Assert.All<IEnumerable<object>>(
            [report.Tried, report.NearDuplicates, report.FewPhotos, report.Skipped], Assert.NotNull);
    }

    [Theory]
    [InlineData("\"tried\":[", "\"tried\":[null,")]
    [InlineData("\"few_photos\":[", "\"few_photos\":[null,")]
    [InlineData("\"few_photos\":[\"a\"]", "\"few_photos\":null")]
    [InlineData("[[1,0]", "[null,[1,0]")]
    [InlineData("\"method\":\"logistic\"", "\"method\":null")]
    [InlineData("\"reason\":\"b\"", "\"reason\":null")]
    [InlineData("\"method\":\"logistic\",", "")]
    [InlineData(",\"reason\":\"b\"", "")]
    public void What_the_types_do_not_allow_is_refused(string right, string wrong)
    {
        Assert.NotNull(Read(Report));
        Assert.Contains(right, Report);
        Assert.Throws<JsonException>(() => Read(Report.Replace(right, wrong)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("{}")]
    public void No_report_at_all_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Read(text));

    private static HeadReport Read(string text) => StoredJson.Read(text, CoreJson.Default.HeadReport);
}
