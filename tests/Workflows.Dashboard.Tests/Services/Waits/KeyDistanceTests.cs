using Workflows.Dashboard.Services.Waits;

namespace Workflows.Dashboard.Tests.Services.Waits;

public sealed class KeyDistanceTests
{
    [Theory]
    [InlineData("order-18013", "order-18013", 0)]
    [InlineData("order-18013", "ORDER-18013 ", 0)]
    [InlineData("order-18013", "order-18031", 2)]
    [InlineData("order-18013", "order18013", 1)]
    [InlineData("a", "b", 1)]
    [InlineData("order-18013", "user-70018", null)]
    [InlineData("order-18013", "order-18013-and-more", null)]
    [InlineData("", "", 0)]
    public void Keys_are_alike_when_a_few_letters_differ(string one, string other, int? expected)
    {
        KeyDistance.Between(one, other).ShouldBe(expected);
        KeyDistance.Between(other, one).ShouldBe(expected);
    }

    [Fact]
    public void Long_keys_are_not_compared() => KeyDistance.Between(new string('k', 101), new string('k', 101)).ShouldBeNull();
}
