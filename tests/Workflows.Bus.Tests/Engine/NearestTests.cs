using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class NearestTests
{
    [Theory]
    [InlineData("chagre", " Did you mean 'charge'?")]
    [InlineData("CHARGE", " Did you mean 'charge'?")]
    [InlineData("something else", " Known: charge, ship.")]
    [InlineData("", " Known: charge, ship.")]
    public void The_nearest_name_is_offered_or_else_those_there_are(string name, string expected) =>
        Nearest.Sentence(name, ["ship", "charge"]).ShouldBe(expected);

    [Fact]
    public void Where_there_are_none_it_says_so() => Nearest.Sentence("x", []).ShouldBe(" None is known.");

    [Fact]
    public void A_very_long_name_is_not_compared() => Nearest.Sentence(new string('x', 100_000), ["ship"]).ShouldBe(" Known: ship.");

    [Fact]
    public void Of_many_names_only_some_are_listed() =>
        Nearest.Sentence("something else", Enumerable.Range(10, 30).Select(i => $"n{i}")).ShouldEndWith("n29….");
}
