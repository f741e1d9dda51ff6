using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Runtime;
using Workflows.Tests.Acceptance;
using Workflows.Timers;
using ScheduledMessage = Workflows.Instances.ScheduledMessage;

namespace Workflows.Tests.Timers;

/// <summary>Whoever schedules a message, or takes it back, is told within the limit of every call what is wrong with the store.</summary>
public sealed class MessageTimersTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_does_not_answer_ends_the_call_with_the_reason(bool isSet)
    {
        await using var bus = NewBus(out var store);
        store.Hangs = true;

        await using var scope = bus.Services.CreateAsyncScope();
        var call = CallAsync(scope, isSet);
        await Eventually.ShouldHoldAsync(() => call.IsCompleted || store.HangingCount > 0);
        call.IsCompleted.ShouldBeFalse("it waits for the store as long as it may");
        await PassTimeAsync(bus, call);

        (await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => call)).Message.ShouldBe("The store of workflows does not answer within 3 seconds.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_fails_is_the_reason_of_the_call(bool isSet)
    {
        await using var bus = NewBus(out var store);
        store.Error = new System.Net.Sockets.SocketException(111);

        await using var scope = bus.Services.CreateAsyncScope();
        var call = CallAsync(scope, isSet);
        await PassTimeAsync(bus, call);

        (await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => call)).Message
            .ShouldBe("The store of workflows cannot be reached or is not ready: Connection refused.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_is_not_ready_is_waited_for_as_long_as_the_call_may_take(bool isSet)
    {
        await using var bus = NewBus(out _);
        var readiness = new StoreReadiness();
        readiness.Failed(new InvalidOperationException("42P01"), "The tables are missing.");
        var timers = ActivatorUtilities.CreateInstance<MessageTimers>(bus.Services, new EntryGuard(
            readiness,
            new StoreProbe(bus.Get<IWorkflowStore>(), StoreErrors.OfMemory, readiness, bus.Harness.Clock),
            bus.Get<DurableWorkflowOptions>(),
            bus.Harness.Clock,
            new ServiceCollection().BuildServiceProvider()));

        var call = isSet ? timers.ScheduleAsync(Message(bus), Canceled) : timers.CancelAsync(Guid.NewGuid(), Canceled);
        call.IsCompleted.ShouldBeFalse();
        await PassTimeAsync(bus, call);

        (await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => call)).Message.ShouldBe("The store of workflows is not ready: The tables are missing.");
    }

    private static TestBus NewBus(out TroubledStore store)
    {
        TroubledStore? troubled = null;
        var bus = new TestBus(
            (IWorkflowBuilder<Order> flow) => flow.Sleep("nap", TimeSpan.FromDays(1)),
            messaging: messaging => messaging.AddWorkflowMessageScheduler(),
            replacements: services => troubled = TroubledStore.AddTo(services));
        bus.Get<IWorkflowStore>();
        bus.Get<StoreReadiness>().Ready();
        store = troubled!;
        return bus;
    }

    private static Task CallAsync(AsyncServiceScope scope, bool isSet)
    {
        var scheduler = scope.ServiceProvider.GetRequiredService<IMessageScheduler>();
        var address = new Uri("queue:inbox");
        return isSet
            ? scheduler.ScheduleSend(address, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), new Ring("later"), Canceled)
            : scheduler.CancelScheduledSend(address, Guid.NewGuid(), Canceled);
    }

    private static ScheduledMessage Message(TestBus bus) =>
        new() { Id = Guid.NewGuid(), DueAt = bus.Now, Destination = "queue:inbox", Body = "{}", ContentType = "application/json" };

    private static Task PassTimeAsync(TestBus bus, Task call) => Eventually.ShouldHoldAsync(() =>
    {
        bus.Harness.Clock.Advance(TimeSpan.FromSeconds(1));
        return call.IsCompleted;
    });

    public sealed record Ring(string Text);
}
