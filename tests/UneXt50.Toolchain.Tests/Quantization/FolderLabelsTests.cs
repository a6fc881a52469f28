using UneXt50.Toolchain.Evaluation;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class FolderLabelsTests
{
    private static readonly string[] Labels = ["Apple: black rot", "Tomato: two-spotted spider mite", "Corn"];

    [Theory]
    [InlineData("/photos/apple-black-rot/1.jpg", 0)]
    [InlineData("tomato-two-spotted-spider-mite/x y.png", 1)]
    [InlineData("a/Corn/1.jpg", 2)]
    [InlineData("corn", -1)]
    [InlineData("photos/1.jpg", -1)]
    [InlineData("-", -1)]
    [InlineData("/1.jpg", -1)]
    public void The_folder_names_the_class(string photo, int label)
    {
        Assert.Equal(label, FolderLabels.IndexOf(Labels, photo));
    }
}
