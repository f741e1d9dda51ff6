using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Tests.Compilation;

namespace Workflows.Tests.Acceptance;

/// <summary>What is stored cannot be read: those beside it go on, and it is left alone after a few tries, until somebody repairs and releases it.</summary>
public sealed class When_a_row_is_poison
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_comes_to_those_who_can_be_read_and_to_the_other_when_it_is_repaired()
    {
        await using var bus = Waiting();
        var runs = new[] { await bus.StartAsync(new Order { OrderId = "o-1" }), await bus.StartAsync(new Order { OrderId = "o-1" }), await bus.StartAsync(new Order { OrderId = "o-1" }) };
        await bus.SettleAsync();
        Break(bus, runs[1].InstanceId);

        await bus.Harness.Bus.Publish(new OrderPaid("o-1"), Canceled);

        await Eventually.ShouldHoldAsync(() => bus.Stored(runs[0]).Status == WorkflowStatus.Completed && bus.Stored(runs[2]).Status == WorkflowStatus.Completed);
        await Eventually.ShouldHoldAsync(() => bus.Log.Errors.Any(line => line.Exception is UnreadableRowException));
        Repair(bus, runs[1].InstanceId);
        await bus.Harness.Bus.Publish(new OrderPaid("o-1"), Canceled);
        await Eventually.ShouldHoldAsync(() => bus.Stored(runs[1]).Status == WorkflowStatus.Completed);
    }

    [Fact]
    public async Task An_instance_that_nothing_can_be_decided_about_is_left_alone_after_five_tries_and_goes_on_when_it_is_released()
    {
        await using var bus = Sleeping();
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        Break(bus, run.InstanceId);

        for (var count = 0; count < QuarantineRules.MaxTries; count++)
        {
            (await QuarantinedAsync(bus)).ShouldBeEmpty();
            bus.Harness.Clock.Advance(TimeSpan.FromMinutes(5));
            await SendRedriveAsync(bus, run.InstanceId, count + 1);
        }

        var row = (await QuarantinedAsync(bus)).ShouldHaveSingleItem();
        (row.Kind, row.InstanceId, row.TryCount).ShouldBe((WorkflowQuarantineKind.Instance, run.InstanceId, 5));
        row.Reason.ShouldContain("cannot be read: it is nonsense");
        bus.Log.Lines.Count(line => line.EventId == 1030).ShouldBe(1);
        (await bus.FindAsync(WorkflowFindingKind.RowsQuarantined)).ShouldHaveSingleItem().Text.ShouldStartWith("1 instance is in quarantine: tries failed again and again, for the latest with: The stored row of instance");
        (await bus.Get<IWorkflowStore>().ClaimStaleAsync(bus.Now.AddDays(1), bus.Now.AddDays(1), 10, Canceled)).ShouldBeEmpty();

        Repair(bus, run.InstanceId);
        await using var scope = bus.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IWorkflowQuarantine>().ReleaseAsync(row.Id, new OperationOptions("ann", "repaired"), Canceled);
        await bus.Get<Sweeper>().SweepAsync(Canceled);
        await Eventually.ShouldHoldAsync(() => bus.Stored(run).Status == WorkflowStatus.Completed);
        (await QuarantinedAsync(bus)).ShouldBeEmpty();
        (await bus.FindAsync(WorkflowFindingKind.RowsQuarantined)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_to_it_are_refused_with_the_reason_and_its_details_show_what_can_be_read()
    {
        await using var bus = Sleeping();
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        Break(bus, run.InstanceId);

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(() => bus.Client.PauseAsync(run.InstanceId, cancellationToken: Canceled));
        (refused.Refusal, refused.InstanceId).ShouldBe((WorkflowRefusal.WrongStatus, run.InstanceId));
        refused.Message.ShouldBe($"The stored row of instance {run.InstanceId} (order v3) cannot be read: it is nonsense. Repair the row, then release the instance from quarantine.");

        var details = (await bus.Client.GetAsync(run.InstanceId, Canceled)).ShouldNotBeNull();
        (details.Summary.Workflow, details.Error!.Type, details.Error.Message).ShouldBe(("order", "Workflows.UnreadableRow", "The stored row cannot be read: it is nonsense."));
    }

    [Fact]
    public async Task A_kept_event_that_cannot_be_read_keeps_no_other_from_being_taken_and_is_set_aside()
    {
        await using var bus = Waiting();
        await bus.Harness.EnsureStartedAsync();
        var (bad, good) = (Parked(bus, "[1"), Parked(bus, """{"orderId":"o-1"}"""));
        await bus.Get<IWorkflowStore>().ParkAsync(bad, Canceled);
        await bus.Get<IWorkflowStore>().ParkAsync(good, Canceled);

        var run = await bus.StartAsync(new Order { OrderId = "o-1" });
        await bus.SettleAsync();
        bus.Stored(run).Status.ShouldBe(WorkflowStatus.Completed);

        for (var count = 1; count < QuarantineRules.MaxTries; count++)
        {
            (await QuarantinedAsync(bus)).ShouldBeEmpty();
            bus.Harness.Clock.Advance(TimeSpan.FromMinutes(2));
            await bus.StartAsync(new Order { OrderId = "o-1" });
            await bus.SettleAsync();
        }

        var row = (await QuarantinedAsync(bus)).ShouldHaveSingleItem();
        (row.Kind, row.SubjectId, row.Workflow).ShouldBe((WorkflowQuarantineKind.Event, bad.EventId, "order"));
        row.Reason.ShouldStartWith("The kept OrderPaid cannot be read: ");
        row.Content!.ShouldContain("[1");
    }

    [Fact]
    public async Task A_released_event_is_offered_to_those_who_wait_for_it()
    {
        await using var bus = Waiting();
        var run = await bus.StartAsync(new Order { OrderId = "o-1" });
        await bus.SettleAsync();
        var parked = Parked(bus, """{"orderId":"o-1"}""");
        await bus.Get<IWorkflowStore>().ParkAsync(parked, Canceled);
        for (var count = 0; count < QuarantineRules.MaxTries; count++)
            await bus.Get<IQuarantineStore>().NoteAsync(PoisonRow.Of(parked) with { Reason = "a type was missing" }, bus.Now + TimeSpan.FromMinutes(2 * count), Canceled);

        var row = (await QuarantinedAsync(bus)).ShouldHaveSingleItem();
        await using var scope = bus.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IWorkflowQuarantine>().ReleaseAsync(row.Id, new OperationOptions("ann"), Canceled);

        await Eventually.ShouldHoldAsync(() => bus.Stored(run).Status == WorkflowStatus.Completed);
    }

    [Fact]
    public async Task An_event_kept_for_a_version_is_not_dropped_because_it_cannot_be_read()
    {
        await using var bus = Waiting();
        var run = await bus.StartAsync(new Order { OrderId = "o-1" });
        await bus.SettleAsync();
        var key = WaitKey.OfVersion(3);
        var (bad, good) = (Parked(bus, "[1") with { Keys = [key] }, Parked(bus, """{"orderId":"o-1"}""") with { Keys = [key] });
        await bus.Get<IWorkflowStore>().ParkAsync(bad, Canceled);
        await bus.Get<IWorkflowStore>().ParkAsync(good, Canceled);

        for (var count = 0; count < QuarantineRules.MaxTries; count++)
        {
            await bus.Get<KeptForVersions>().TakeUpAsync(Canceled);
            bus.Harness.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        bus.Stored(run).Status.ShouldBe(WorkflowStatus.Completed);
        (await QuarantinedAsync(bus)).ShouldHaveSingleItem().SubjectId.ShouldBe(bad.EventId);
        (await bus.Get<IWorkflowStore>().FindParkedAsync("order", [key], bus.Now, Canceled)).ShouldBeEmpty();
    }

    private static TestBus Waiting() => new((IWorkflowBuilder<Order> flow) => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));

    private static TestBus Sleeping() => new((IWorkflowBuilder<Order> flow) => flow.Sleep("nap", TimeSpan.FromMinutes(1)));

    private static ParkedEvent Parked(TestBus bus, string body) => new()
    {
        EventId = Guid.NewGuid(),
        Workflow = "order",
        Keys = [new WaitKey("payment", "o-1")],
        EventType = Workflows.Definition.MessageName.Of(typeof(OrderPaid)),
        Body = body,
        ReceivedAt = bus.Now,
        ExpiresAt = bus.Now.AddHours(1),
    };

    private static void Break(TestBus bus, Guid id) => Change(bus, id, instance => instance with { Unreadable = "it is nonsense." });

    private static void Repair(TestBus bus, Guid id) => Change(bus, id, instance => instance with { Unreadable = null });

    private static void Change(TestBus bus, Guid id, Func<WorkflowInstance, WorkflowInstance> change)
    {
        var tables = bus.Get<MemoryWorkflowStore>().Tables;
        lock (tables.Lock)
            tables.Instances[id].Current = change(tables.Instances[id].Current);
    }

    private static async Task SendRedriveAsync(TestBus bus, Guid id, int expectedCount)
    {
        var address = bus.Get<InstanceAddresses>().Of(bus.Get<WorkflowRegistry>().Plans.Single());
        await (await bus.Harness.Bus.GetSendEndpoint(address)).Send(new RedriveWorkflow(id), Canceled);
        await Eventually.ShouldHoldAsync(() => bus.Log.Errors.Count(line => line.Exception is UnreadableRowException && line.EventId != 1030) >= expectedCount);
    }

    private static async Task<IReadOnlyList<WorkflowQuarantinedRow>> QuarantinedAsync(TestBus bus)
    {
        await using var scope = bus.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IWorkflowQuarantine>().ListAsync(cancellationToken: Canceled)).Items;
    }
}
