namespace Workflows.Tests;

public class ApprovedTests
{
    [Fact]
    public void A_difference_shows_what_went_and_what_came() =>
        Approved.Difference("a\nb\nc\nd", "a\nc\nx\nd\ne").ShouldBe("- b\n+ x\n+ e");

    [Fact]
    public void The_same_text_has_no_difference() => Approved.Difference("a\nb", "a\nb").ShouldBeEmpty();
}
