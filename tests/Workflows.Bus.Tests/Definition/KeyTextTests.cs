using Workflows.Definition;

namespace Workflows.Tests.Definition;

public class KeyTextTests
{
    private enum Colour
    {
        Red,
    }

    [Fact]
    public void Keys_read_the_same_on_every_machine()
    {
        KeyText.Of("o-1").ShouldBe("o-1");
        KeyText.Of(new Guid("A0000000-0000-0000-0000-00000000000B")).ShouldBe("a0000000-0000-0000-0000-00000000000b");
        KeyText.Of(1234567).ShouldBe("1234567");
        KeyText.Of(0).ShouldBe("0");
        KeyText.Of(1.5m).ShouldBe("1.5");
        KeyText.Of(Colour.Red).ShouldBe("Red");
        KeyText.Of(new DateOnly(2026, 1, 5)).ShouldBe("01/05/2026");
        KeyText.Of(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(2))).ShouldBe("2026-01-05T08:00:00.0000000+00:00");
        KeyText.Of(true).ShouldBe("True");
        KeyText.Of((1, "a")).ShouldBe("(1, a)");
    }

    [Fact]
    public void What_is_empty_is_no_key()
    {
        KeyText.Of<string>(null).ShouldBeNull();
        KeyText.Of("").ShouldBeNull();
        KeyText.Of(Guid.Empty).ShouldBeNull();
        KeyText.Of<Guid?>(null).ShouldBeNull();
        KeyText.Of<Guid?>(Guid.Empty).ShouldBeNull();
        KeyText.Of<int?>(null).ShouldBeNull();
    }

    [Fact]
    public void A_nullable_key_reads_like_the_key()
    {
        var id = Guid.NewGuid();
        KeyText.Of<Guid?>(id).ShouldBe(KeyText.Of(id));
    }
}
