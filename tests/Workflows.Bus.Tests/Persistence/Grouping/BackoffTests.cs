using Workflows.Persistence.Grouping;

namespace Workflows.Tests.Persistence.Grouping;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(6, 3_200)]
    [InlineData(7, 5_000)]
    [InlineData(int.MaxValue, 5_000)]
    public void It_grows_up_to_a_limit(int attempt, int milliseconds) =>
        Backoff.After(attempt).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
}
