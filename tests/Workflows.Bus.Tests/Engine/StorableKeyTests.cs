using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class StorableKeyTests
{
    [Fact]
    public void A_key_that_can_be_stored_passes_the_check()
    {
        StorableKey.Checked(null).ShouldBeNull();
        StorableKey.Checked(new string('x', 200)).ShouldBe(new string('x', 200));
        StorableKey.Checked("pair 😀").ShouldBe("pair 😀");
    }

    [Theory]
    [InlineData(0xD83D, 'x')]
    [InlineData('x', 0xD83D)]
    [InlineData(0xDE00, 0xD83D)]
    [InlineData('x', 0)]
    public void A_key_that_cannot_be_stored_does_not(int first, int second) =>
        Should.Throw<UnstorableException>(() => StorableKey.Checked($"{(char)first}{(char)second}"));
}
