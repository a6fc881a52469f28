using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace UneXt50.Tests;

public class Sha256DigestTests
{
    // FIPS 180-4's own examples.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_published_examples_come_out(string text, string digest) =>
        Assert.Equal(digest, Sha256Digest.Of(new MemoryStream(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Every_length_around_a_block_and_a_buffer_agrees_with_the_framework()
    {
        var lengths = Enumerable.Range(0, 200).Concat([65535, 65536, 65537, 65536 + 55, 65536 + 56, 131072, 200_001]);
        foreach (var length in lengths)
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Sha256Digest.Of(new MemoryStream(bytes)));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Sha256Digest.Of(bytes));
        }
    }
}
