using Workflows.Persistence.Postgres;

namespace Workflows.Tests.Persistence;

public sealed class PoolNeedTests
{
    [Theory]
    [InlineData("Host=localhost;Database=shop")]
    [InlineData("Host=localhost;Database=shop;Maximum Pool Size=8")]
    [InlineData("Host=localhost;Database=shop;Pooling=false;Maximum Pool Size=1")]
    public void A_pool_that_can_work_is_taken(string connectionString) => Should.NotThrow(() => PoolNeed.Check(connectionString));

    [Fact]
    public void A_pool_that_its_own_sessions_would_fill_is_refused_with_the_size_it_needs() =>
        Should.Throw<ArgumentException>(() => PoolNeed.Check("Host=localhost;Database=shop;Maximum Pool Size=7")).Message
            .ShouldStartWith("Expected a Maximum Pool Size of at least 8 in the connection string of workflows, better 14, but it is 7:");
}
