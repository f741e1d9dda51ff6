using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_key_is_taken
{
    [Fact]
    public async Task A_second_start_is_refused_by_name_of_the_holder()
    {
        await using var bus = Unique(DuplicateAction.Refuse);
        var first = await bus.StartAsync();

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.StartAsync());

        refused.Refusal.ShouldBe(WorkflowRefusal.DuplicateKey);
        refused.InstanceId.ShouldBe(first.InstanceId);
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_second_start_by_an_event_is_dropped_without_an_error()
    {
        await using var bus = Unique(DuplicateAction.Refuse);
        await bus.PublishAsync(new OrderPlaced("o-1"));
        await bus.PublishAsync(new OrderPlaced("o-1"));
        await bus.PublishAsync(new OrderPlaced("o-2"));
        await bus.SettleAsync();

        bus.Harness.RunsOf<InlineWorkflow<Order>>().Count.ShouldBe(2);
        bus.Log.Errors.ShouldBeEmpty();
        bus.Log.Lines.ShouldContain(line => line.EventId == 1003);
    }

    [Fact]
    public async Task A_second_start_returns_the_first_where_that_is_declared()
    {
        await using var bus = Unique(DuplicateAction.ReturnRunning);
        var first = await bus.StartAsync();
        var second = await bus.StartAsync();

        second.InstanceId.ShouldBe(first.InstanceId);
    }

    [Fact]
    public async Task A_second_start_replaces_the_first_where_that_is_declared()
    {
        await using var bus = Unique(DuplicateAction.Replace);
        var first = await bus.StartAsync();
        var second = await bus.StartAsync();
        await bus.SettleAsync();

        first.ShouldBe(WorkflowStatus.Canceled);
        first.Single(EntryKind.WorkflowCanceled).Reason.ShouldNotBeNull().ShouldContain(second.InstanceId.ToString());
        second.ShouldBe(WorkflowStatus.Waiting);
    }

    [Fact]
    public async Task A_key_that_an_instance_of_an_earlier_release_holds_is_taken()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.UniqueBy(s => ("shop", s.OrderId));
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var held = await bus.StartAsync(options: new StartOptions { Key = "(shop, o-1)" });

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.StartAsync());

        refused.Refusal.ShouldBe(WorkflowRefusal.DuplicateKey);
        refused.InstanceId.ShouldBe(held.InstanceId);
    }

    [Fact]
    public async Task An_id_of_all_zeros_is_refused_wherever_it_comes_from()
    {
        await using var bus = Unique(DuplicateAction.Refuse);
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.StartAsync(options: new StartOptions { InstanceId = Guid.Empty }));
        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        refused.Message.ShouldBe("The id of an instance must not be all zeros: every start with it would be taken for the same one. Leave it out to get a new id.");

        (await Should.ThrowAsync<WorkflowAssertionException>(() => bus.PublishAsync(new StartWorkflow { Workflow = "order", State = "{}", InstanceId = Guid.Empty })))
            .Message.ShouldContain("must not be all zeros");
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldBeEmpty();
    }

    [Fact]
    public async Task After_the_end_it_is_free()
    {
        await using var bus = Unique(DuplicateAction.Refuse);
        await bus.CompleteAsync(await bus.StartAsync(), new OrderPaid("o-1"));

        var second = await bus.StartAsync();

        second.ShouldBe(WorkflowStatus.Waiting);
    }

    [Theory]
    [InlineData(DuplicateAction.Refuse)]
    [InlineData(DuplicateAction.ReturnRunning)]
    [InlineData(DuplicateAction.Replace)]
    public async Task Of_many_starts_at_once_one_instance_lives(DuplicateAction action)
    {
        await using var bus = Unique(action);
        await bus.Harness.EnsureStartedAsync();

        var starts = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            try
            {
                return await Task.Run(() => bus.StartAsync());
            }
            catch (WorkflowRefusedException exception) when (exception.Refusal == WorkflowRefusal.DuplicateKey)
            {
                return null;
            }
        }));
        await bus.SettleAsync();

        var runs = bus.Harness.RunsOf<InlineWorkflow<Order>>();
        runs.Where(run => !run.Status.IsTerminal()).ShouldHaveSingleItem();
        runs.Count.ShouldBe(action == DuplicateAction.Replace ? 16 : 1);
        starts.Count(start => start is not null).ShouldBe(action == DuplicateAction.Refuse ? 1 : 16);
        bus.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_id_of_the_callers_own_starts_one_instance()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        var options = new StartOptions { InstanceId = Guid.NewGuid() };
        await bus.Harness.EnsureStartedAsync();
        var token = TestContext.Current.CancellationToken;

        var first = await bus.Client.StartAsync("order", new Order(), options, token);
        var second = await bus.Client.StartAsync("order", new Order(), options, token);

        first.ShouldBe(new WorkflowStartAccepted(options.InstanceId.Value, StartOutcome.Started));
        second.ShouldBe(new WorkflowStartAccepted(options.InstanceId.Value, StartOutcome.AlreadyStarted));
    }

    private static TestBus Unique(DuplicateAction action) => new(flow =>
    {
        flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
        flow.UniqueBy(s => s.OrderId, action);
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
    });
}
