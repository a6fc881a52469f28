using Xunit;

namespace UneXt50.Cameras.Tests;

public sealed class LabelHoldTests
{
    [Theory]
    [InlineData(1, "aaba", "a.ba", "aaba")]
    [InlineData(2, "aabaabb", ".a....b", "-aaaaab")]
    [InlineData(3, "aabbbabab", "....b....", "----bbbbb")]
    [InlineData(3, "aaabab", "..a...", "--aaaa")]
    public void A_class_is_held_once_it_has_come_often_enough_in_a_row(
        int frames, string seen, string changes, string held)
    {
        var hold = new LabelHold(frames);
        var (gotChanges, gotHeld) = ("", "");
        foreach (var label in seen)
        {
            gotChanges += hold.Observe($"{label}") ? label : '.';
            gotHeld += hold.Held ?? "-";
        }

        Assert.Equal((changes, held), (gotChanges, gotHeld));
    }
}
