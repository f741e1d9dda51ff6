using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class JitterTests
{
    [Fact]
    public void It_lies_between_zero_and_one_and_spreads_evenly()
    {
        var values = Enumerable.Range(0, 2_000).Select(i => Jitter.Of(new Guid(i, 0, 0, new byte[8]), 1, 1)).ToArray();
        values.ShouldAllBe(value => value >= 0 && value < 1);
        values.Average().ShouldBe(0.5, 0.05);
        values.Count(value => value < 0.1).ShouldBeInRange(130, 270);
    }

    [Fact]
    public void It_differs_between_tokens_and_attempts()
    {
        var id = EngineRun.InstanceId;
        new[] { Jitter.Of(id, 1, 1), Jitter.Of(id, 1, 2), Jitter.Of(id, 2, 1) }.ShouldBeUnique();
        Jitter.Of(id, 1, 1).ShouldBe(Jitter.Of(id, 1, 1));
    }
}
