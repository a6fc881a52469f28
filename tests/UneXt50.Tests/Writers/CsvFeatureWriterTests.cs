using UneXt50.Results;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Writers;

public class CsvFeatureWriterTests
{
    [Fact]
    public void Each_input_has_a_row_and_failures_have_empty_features() => Assert.Equal(
        """
        input,status,f0,f1,f2
        a.jpg,ok,3,4,0
        b.jpg,"is cut short, at 50 %; copy it again",,,
        c.jpg,ok,0.33333334,1E-45,3.4028235E+38

        """,
        Csv(
            FeatureNormalization.None, Sample.Success("a.jpg"), Sample.Failure("b.jpg"),
            Sample.Success("c.jpg", [1f / 3, float.Epsilon, float.MaxValue])));

    [Fact]
    public void Vectors_can_have_length_one() => Assert.EndsWith(
        "a.jpg,ok,0.6,0.8,0\n", Csv(FeatureNormalization.L2, Sample.Success("a.jpg")));

    private static string Csv(FeatureNormalization normalization, params Outcome[] outcomes) =>
        Sample.Written(path => FeatureWriter.Create(path, FeatureFormat.Csv, 3, normalization), outcomes);
}
