using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Persistence.Memory;

namespace Workflows.Tests.Runtime;

public sealed class SweeperTests
{
    private readonly MemoryWorkflowStore _store = new();

    [Fact]
    public async Task An_instance_whose_endpoint_has_no_queue_keeps_no_other_from_being_driven_on()
    {
        using var bus = await ReturningBus.WithoutAsync("gone");
        await SilentSinceAsync(bus.Time.GetUtcNow().AddSeconds(-2), "gone");
        await SilentSinceAsync(bus.Time.GetUtcNow().AddSeconds(-1), "there");

        await SweeperOn(bus).SweepAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        bus.Sent.ShouldBe(["there"]);
        bus.TryCount.ShouldBe(2, "What has no queue now is looked at again after the threshold.");
    }

    [Fact]
    public async Task Nothing_is_sent_to_an_instance_whose_version_no_running_process_has()
    {
        using var bus = await ReturningBus.WithoutAsync();
        await SilentSinceAsync(bus.Time.GetUtcNow().AddSeconds(-1), "abandoned");
        await SilentSinceAsync(bus.Time.GetUtcNow().AddSeconds(-1), "there");

        await SweeperOn(bus).SweepAsync(TestContext.Current.CancellationToken);

        bus.Sent.ShouldBe(["there"]);
    }

    [Fact]
    public async Task An_instance_whose_address_is_none_keeps_no_other_from_being_driven_on_and_is_counted()
    {
        using var bus = await ReturningBus.WithoutAsync();
        bus.FailureOf = endpoint => endpoint == "nonsense" ? new FormatException("No such address.") : null;
        await SilentSinceAsync(bus.Time.GetUtcNow().AddSeconds(-2), "nonsense");
        await SilentSinceAsync(bus.Time.GetUtcNow().AddSeconds(-1), "there");

        for (var count = 0; count < QuarantineRules.MaxTries; count++)
        {
            await RunsAsync(bus.Time, "nonsense");
            await SweeperOn(bus).SweepAsync(TestContext.Current.CancellationToken);
            bus.Time.Advance(TimeSpan.FromMinutes(10));
        }

        bus.Sent.ShouldContain("there");
        (await new MemoryQuarantineStore(_store).CountAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Kind.ShouldBe(WorkflowQuarantineKind.Instance);
    }

    private async Task SilentSinceAsync(DateTimeOffset staleAt, string workflow)
    {
        if (workflow != "abandoned")
            await RunsAsync(new ManualClock(), workflow);

        var definition = new WorkflowDefinitionView { Name = workflow, Version = 1, Endpoint = workflow, Nodes = [], Edges = [] };
        await _store.RegisterDefinitionsAsync([definition], staleAt, TestContext.Current.CancellationToken);
        var instance = new WorkflowInstance
        {
            Id = Guid.NewGuid(),
            Workflow = workflow,
            Version = 1,
            Status = WorkflowStatus.Running,
            Revision = 1,
            State = "{}",
            Execution = new Execution(),
            CreatedAt = staleAt,
            UpdatedAt = staleAt,
            StaleAt = staleAt,
        };
        var transition = new Transition { Instance = instance, IsNew = true, StateChanged = true, Entries = [] };
        (await _store.CommitAsync([transition], TestContext.Current.CancellationToken)).ShouldBe([CommitOutcome.Committed]);
    }

    private Task RunsAsync(TimeProvider time, string workflow) =>
        new MemoryProcessStore(_store, time).NoteAsync(new RunningProcess(Guid.NewGuid(), workflow, [new ProcessDefinition(workflow, 1)]), TestContext.Current.CancellationToken);

    private InstanceAddresses AddressesFor(ReturningBus bus)
    {
        var registry = new WorkflowRegistry([]);
        var gateway = MemoryGateway.To(_store, bus.Time);
        return new InstanceAddresses(registry, new WorkflowEndpoints(), new KnownDefinitions(gateway, bus.Time), new KnownProcesses(gateway, registry, bus.Time));
    }

    private Sweeper SweeperOn(ReturningBus bus)
    {
        var metrics = new WorkflowMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        return new Sweeper(
            new StaleClaims(_store, new DurableWorkflowOptions(), bus.Time),
            AddressesFor(bus),
            bus.Sender,
            new ExpiredEvents(_store, metrics, bus.Time, NullLogger<ExpiredEvents>.Instance),
            Quarantines.On(_store, bus.Time),
            NullLogger<Sweeper>.Instance);
    }
}
