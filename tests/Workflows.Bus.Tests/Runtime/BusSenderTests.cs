using MassTransit;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Runtime;

public sealed class BusSenderTests
{
    [Fact]
    public async Task A_queue_that_is_not_there_is_waited_for_only_for_seconds()
    {
        using var bus = await ReturningBus.WithoutAsync("undeclared");
        var begunAt = bus.Time.GetUtcNow();

        var sending = bus.Sender.SendAsync(new Uri("exchange:undeclared"), new RedriveWorkflow(Guid.NewGuid()), TestContext.Current.CancellationToken);
        await Eventually.ShouldHoldAsync(() => MovesUntilItEnds(bus.Time, sending));

        await Should.ThrowAsync<MessageReturnedException>(sending);
        (bus.Time.GetUtcNow() - begunAt).ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        bus.TryCount.ShouldBeGreaterThan(2, "A process that is starting declares its queue in a moment.");
    }

    private static bool MovesUntilItEnds(ManualClock time, Task work)
    {
        if (!work.IsCompleted && time.NextDueAt is { } next)
            time.MoveTo(next);

        return work.IsCompleted;
    }
}
