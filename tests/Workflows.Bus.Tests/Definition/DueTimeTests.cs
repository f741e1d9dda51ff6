using Workflows.Definition;

namespace Workflows.Tests.Definition;

public class DueTimeTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_delay_is_counted_from_now() => DueTime.After(_now, TimeSpan.FromMinutes(10)).ShouldBe(_now.AddMinutes(10));

    [Fact]
    public void A_negative_delay_means_now() => DueTime.After(_now, TimeSpan.MinValue).ShouldBe(_now);

    [Fact]
    public void A_very_long_delay_ends_with_the_calendar() => DueTime.After(_now, TimeSpan.MaxValue).ShouldBe(DateTimeOffset.MaxValue);
}
