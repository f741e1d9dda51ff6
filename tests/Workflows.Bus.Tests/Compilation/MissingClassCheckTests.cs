using Workflows.Contracts;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Compilation;

/// <summary>A release leaves out the class of a version while instances of it are open.</summary>
public sealed class MissingClassCheckTests
{
    private const WorkflowFindingKind Kind = WorkflowFindingKind.VersionWithoutClass;

    [Fact]
    public async Task Open_instances_of_a_version_that_no_running_process_has_are_said_with_their_number()
    {
        await using var former = await FormerAsync();
        await former.Harness.DisposeAsync();
        await using var bus = new TestBus(w => w.AddWorkflow<OtherWorkflow>(), continues: former);

        var finding = (await bus.FindAsync(Kind)).ShouldHaveSingleItem();

        finding.Text.ShouldBe(
            "order v3 has 2 open instances, but no running process is known to have its class: nothing moves them, and what comes for them waits in the queue 'Order'. "
            + "Register the class of that version again, or cancel them.");
        (finding.Workflow, finding.Version, finding.Count).ShouldBe(("order", 3, 2));
        await Eventually.ShouldHoldAsync(() => bus.Log.Lines.Any(line => line.EventId == 1302 && line.Message.Contains(finding.Text)));
        var definition = (await bus.Client.GetDefinitionsAsync(TestContext.Current.CancellationToken)).Single(known => known.Name == "order");
        (definition.IsRegistered, definition.Processes.Count).ShouldBe((false, 0));
        (await BlockerAsync(bus, former)).ShouldNotBeNull().ShouldStartWith("No running process has order v3: ");
    }

    [Fact]
    public async Task What_another_running_process_has_is_not_missing()
    {
        await using var former = await FormerAsync();
        await using var bus = new TestBus(w => w.AddWorkflow<OtherWorkflow>(), continues: former);

        (await bus.FindAsync(Kind)).ShouldBeEmpty();
        var definition = (await bus.Client.GetDefinitionsAsync(TestContext.Current.CancellationToken)).Single(known => known.Name == "order");
        definition.IsRegistered.ShouldBe(true);
        definition.Processes.ShouldHaveSingleItem();
        (await BlockerAsync(bus, former)).ShouldBeNull();
    }

    [Fact]
    public async Task A_process_that_fell_silent_counts_as_gone()
    {
        await using var former = await FormerAsync();
        var store = former.Get<Workflows.Persistence.Memory.MemoryWorkflowStore>();
        var self = store.Tables.Processes.Single();
        await former.Harness.DisposeAsync();
        store.Tables.Processes.Add(self.Key, self.Value);
        await using var bus = new TestBus(w => w.AddWorkflow<OtherWorkflow>(), continues: former);
        (await bus.FindAsync(Kind)).ShouldBeEmpty();

        await bus.Harness.AdvanceAsync(TimeSpan.FromSeconds(91));

        (await bus.FindAsync(Kind)).ShouldHaveSingleItem();
    }

    /// <summary>What is said on the instances themselves.</summary>
    private static async Task<string?> BlockerAsync(TestBus bus, TestBus former)
    {
        var id = former.Get<Workflows.Persistence.Memory.MemoryWorkflowStore>().Tables.Instances.Keys.First();
        return (await bus.Client.GetAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull().Blocker;
    }

    private static async Task<TestBus> FormerAsync()
    {
        var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        await bus.StartAsync(new Order { OrderId = "o-1" });
        await bus.StartAsync(new Order { OrderId = "o-2" });
        await bus.IsReadyAsync();
        return bus;
    }

    [Workflow("other")]
    private sealed class OtherWorkflow : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.Step("first", _ => Task.CompletedTask);
    }
}
