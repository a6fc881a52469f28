using UneXt50.Cameras.Processes;
using Xunit;

namespace UneXt50.Cameras.Tests.Processes;

/// <summary>What is repeated of what programs say.</summary>
public sealed class ErrorLinesTests
{
    [Theory]
    [InlineData(
        "[rtsp @ 0x55d0c8e1a2c0] [error] method DESCRIBE failed: 401 Unauthorized",
        "method DESCRIBE failed: 401 Unauthorized")]
    [InlineData("[in#0 @ 0x55] [tcp @ 0x56] [fatal] Connection refused", "Connection refused")]
    [InlineData(
        "ERROR: from element /GstPipeline:pipeline0/GstRTSPSrc:rtspsrc0: Could not open resource for reading and writing.",
        "Could not open resource for reading and writing")]
    [InlineData("WARNING: erroneous pipeline: no element \"foosrc\"", "no element \"foosrc\"")]
    [InlineData("ERROR: pipeline could not be constructed: syntax error.", "syntax error")]
    [InlineData("ERROR: *** no cameras available ***", "ERROR: *** no cameras available ***")]
    [InlineData("[unfinished", "[unfinished")]
    public void A_line_is_repeated_without_the_part_of_the_program_that_says_it(string line, string plain) =>
        Assert.Equal(plain, ErrorLines.Plain(line));
}
