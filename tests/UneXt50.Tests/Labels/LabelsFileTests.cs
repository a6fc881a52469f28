using System.Text;
using UneXt50.Labels;
using Xunit;

namespace UneXt50.Tests.Labels;

public sealed class LabelsFileTests : IDisposable
{
    private static readonly string[] Animals = ["ant", "bee, Apis", "cat's"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ant\nbee, Apis\ncat's\n")]
    [InlineData("ant\r\nbee, Apis\r\ncat's")]
    [InlineData("ant\rbee, Apis\rcat's\r")]
    [InlineData("\uFEFF  ant \n\tbee, Apis\ncat's\n \n\r\n\n")]
    [InlineData("""["ant", "bee, Apis", "cat's"]""")]
    [InlineData("['ant', 'bee, Apis', \"cat's\",]")]
    [InlineData("labels = ['ant', 'bee, Apis', 'cat\\'s']\n")]
    [InlineData("classes = [u'ant', # the first\n u'bee, Apis',\n u'cat\\'s']")]
    [InlineData("""{"0": "ant", "1": "bee, Apis", "2": "cat's"}""")]
    [InlineData("""{"2": "cat's", "0": "ant", "1": "bee, Apis"}""")]
    [InlineData("{0: 'ant',\n 1: 'bee, Apis',\n 2: \"cat's\"}")]
    [InlineData("""{"0": ["n01", "ant"], "1": ["n02", "bee, Apis"], "2": ["n03", "cat's"]}""")]
    [InlineData("""{"ant": 0, "bee, Apis": 1, "cat's": 2}""")]
    [InlineData("""{"cat's": 2, "ant": 0, "bee, Apis": 1}""")]
    [InlineData("{'ant': 0, 'bee, Apis': 1, \"cat's\": 2}")]
    [InlineData("""
        {"architectures": ["ResNet"], "depths": [3, 4], "eps": 1e-5, "nan": NaN, "torch_dtype": null, "tie": true,
         "id2label": {"0": "ant", "1": "bee, Apis", "2": "cat's"}, "label2id": {"ant": 0}}
        """)]
    [InlineData("""{"num_classes": 3, "label_names": ["ant", "bee, Apis", "cat's"]}""")]
    [InlineData("""{"class_to_idx": {"ant": 0, "bee, Apis": 1, "cat's": 2}}""")]
    [InlineData("""{"cat's": "2", "ant": "0", "bee, Apis": "1"}""")]
    [InlineData("""[{"name": "ant"}, {"name": "bee, Apis"}, {"name": "cat's"}]""")]
    [InlineData("""{"categories": [{"id": 2, "name": "cat's"}, {"id": 0, "name": "ant"}, {"id": 1, "name": "bee, Apis"}]}""")]
    [InlineData("CLASSES = ('ant', 'bee, Apis', \"cat's\")\n")]
    [InlineData("path: ../data\nnc: 3\nnames: ['ant', 'bee, Apis', \"cat's\"]\ntrain: images\n")]
    [InlineData("names: {0: 'ant', 1: 'bee, Apis', 2: \"cat's\"}\nnc: 3\n")]
    public void Names_are_read_however_they_are_written(string text)
    {
        var list = Read(text);

        Assert.Equal(Animals, list.Names);
        Assert.Empty(list.Warnings);
    }

    [Theory]
    [InlineData("0: ant\n1: bee, Apis\n2: cat's\n")]
    [InlineData("0 ant\n1 bee, Apis\n2 cat's\n")]
    [InlineData("2\tcat's\n0\tant\n1\tbee, Apis\n")]
    [InlineData("0,ant\n1,\"bee, Apis\"\n2,cat's\n")]
    [InlineData("index,name\n0,ant\n1,\"bee, Apis\"\n2,cat's\n")]
    [InlineData("class;label_id\nant;0\nbee, Apis;1\ncat's;2\n")]
    [InlineData("ant,0\nbee, Apis,1\ncat's,2\n")]
    [InlineData("names:\n  0: ant\n  1: bee, Apis\n  2: cat's\n")]
    [InlineData("- ant\n- bee, Apis\n- cat's\n")]
    [InlineData("---\n# my classes\n- ant\n- bee, Apis\n- cat's\n")]
    [InlineData("path: ../data # root\nnc: 3\n\n# classes\nnames:\n- ant\n- bee, Apis\n- cat's\n")]
    [InlineData("path: ../data\nval: x\nnames:\n  0: ant\n  1: bee, Apis\n  2: cat's\ndownload: no\n")]
    [InlineData("0：ant\n1：bee, Apis\n2：cat's\n")]
    [InlineData("ant, \"bee\", cat\n", "ant", "bee", "cat")]
    [InlineData("names:\n  - ant\n  - 'bee, Apis'\n  - cat's\n")]
    [InlineData("\"ant\",\n\"bee, Apis\",\n\"cat's\"\n")]
    public void What_is_left_out_of_lines_is_said(string text, params string[] names)
    {
        var list = Read(text);

        Assert.Equal(names.Length > 0 ? names : Animals, list.Names);
        Assert.Single(list.Warnings);
    }

    [Theory]
    [InlineData("1 euro\n2 euro\n5 euro")]
    [InlineData("1 euro\n2 euro\n3 euro")]
    [InlineData("0 stars\n1 star\n2 stars\n3 stars")]
    [InlineData("0\n1\n2\n3")]
    [InlineData("kind 0\nkind 1\nkind 2")]
    [InlineData("1: ant\n2: bee\n3: cat")]
    [InlineData("0: ant\n1: bee\ncat")]
    [InlineData("0: ant\n1: bee\n3: cat")]
    [InlineData("n01440764 tench, Tinca tinca\nn01443537 goldfish")]
    [InlineData("BMW\nAudi")]
    [InlineData("P1\nP2\nP3")]
    [InlineData("\"quoted\"\nplain")]
    public void Lines_that_only_resemble_a_table_stay_as_they_are(string text)
    {
        var list = Read(text);

        Assert.Equal(text.Split('\n'), list.Names);
        Assert.Empty(list.Warnings);
    }

    [Fact]
    public void Accents_are_composed_however_they_are_written()
    {
        Assert.Equal(["m\u00FBre", "\u00E9pine"], Read("mu\u0302re\ne\u0301pine").Names);
        Assert.Equal(["\u00E9pine (0)", "\u00E9pine (1)"], Read("[\"e\u0301pine\", \"\u00E9pine\"]").Names);
    }

    [Fact]
    public void A_name_of_several_classes_gets_its_index_and_that_is_said()
    {
        var list = Read("tench\nshark\nshark\nray\ncrane\ncrane");

        Assert.Equal(["tench", "shark (1)", "shark (2)", "ray", "crane (4)", "crane (5)"], list.Names);
        Assert.Contains("shark (1), shark (2), crane (4) and 1 more", Assert.Single(list.Warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(" \n\n", "it is empty")]
    [InlineData("[]", "it is empty")]
    [InlineData("{}", "it is empty")]
    [InlineData("ant\n\nbee", "line 2 is empty")]
    [InlineData("ant\nb\u0007ee", "control character")]
    [InlineData("ant\nb\u202Eee", "control character")]
    [InlineData("""["ant", ""]""", "class 1 has no name")]
    [InlineData("""["ant", 5]""", "number where a name should be")]
    [InlineData("""["ant", "\ud800"]""", "not text")]
    [InlineData("""{"0": "ant", "2": "bee"}""", "it names 2 classes, but one of them is number 2")]
    [InlineData("""{"ant": 1, "bee": 2}""", "it names 2 classes, but one of them is number 2")]
    [InlineData("""{"ant": 0, "bee": 0}""", "two names for class 0")]
    [InlineData("""{"0": "ant", "0": "bee"}""", "two names for class 0")]
    [InlineData("""{"architectures": ["ResNet"], "hidden_act": "relu"}""", "'architectures' is neither")]
    [InlineData("{0: 'ant'\n 1: 'bee'}", "line 2 of it is neither")]
    [InlineData("{0: 'ant", "is neither")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "is neither")]
    [InlineData("shark\nshark\nshark (0)", "'shark (0)' occurs more than once")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 4\n", "Git LFS pointer")]
    [InlineData("<!DOCTYPE html>\n<html></html>", "a web page")]
    public void What_is_no_list_of_names_is_refused(string text, string problem) =>
        Assert.Contains(problem, Refusal(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Sizes_are_bounded()
    {
        Assert.StartsWith("it lists 100001 labels, more than",
            Refusal(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 100_001).Select(i => $"name {i}")))));
        Assert.EndsWith("longer than 500 characters", Refusal(Encoding.UTF8.GetBytes(new string('x', 501))));
        Assert.StartsWith("it is too large", Refusal(new byte[(16 << 20) + 1]));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Utf_16_is_read_behind_its_mark(string encoding)
    {
        var unicode = Encoding.GetEncoding(encoding);

        Assert.Equal(["Ä", "猫"], Read([.. unicode.GetPreamble(), .. unicode.GetBytes("Ä\r\n猫\r\n")]).Names);
    }

    [Theory]
    [InlineData(new byte[] { 0x41, 0x0A, 0xC4 }, "it is not UTF-8 text")]
    [InlineData(new byte[] { 0x41, 0, 0x42, 0 }, "it is not UTF-8 text")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "it is a JPEG picture, not UTF-8 text")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "it is a gzip file, not UTF-8 text")]
    public void What_is_no_text_is_named(byte[] bytes, string problem) =>
        Assert.Contains(problem, Refusal(bytes), StringComparison.Ordinal);

    [Fact]
    public void A_single_logit_makes_two_classes_of_one_name()
    {
        Assert.Equal(["not ripe", "ripe"], Read("ripe").ForOneLogit().Names);
        Assert.Equal(["green", "ripe"], Read("green\nripe").ForOneLogit().Names);
        Assert.Throws<FormatException>(() => Read("a\nb\nc").ForOneLogit());
    }

    private LabelList Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private LabelList Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["labels"], bytes);
        return LabelsFile.Read(_folder["labels"]);
    }

    private string Refusal(byte[] bytes)
    {
        File.WriteAllBytes(_folder["labels"], bytes);
        var error = Assert.Throws<UneXt50Exception>(() => LabelsFile.Read(_folder["labels"], ErrorKind.Usage));
        Assert.Equal((ErrorKind.Usage, _folder["labels"]), (error.Kind, error.Subject));
        return error.Problem;
    }
}
