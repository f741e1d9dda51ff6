using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class StalenessTests
{
    private static readonly TimeSpan _threshold = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(59_999)]
    public void Rounded_it_is_never_sooner_than_the_threshold_and_not_much_later(int milliseconds)
    {
        var now = EngineRun.StartedAt.AddMilliseconds(milliseconds);
        (Staleness.Coarse(now, _threshold) - now).ShouldBeInRange(_threshold, _threshold * 1.5);
    }

    [Fact]
    public void Moments_within_one_grain_have_the_same_threshold() =>
        Staleness.Coarse(EngineRun.StartedAt.AddSeconds(1), _threshold).ShouldBe(Staleness.Coarse(EngineRun.StartedAt.AddSeconds(59), _threshold));
}
