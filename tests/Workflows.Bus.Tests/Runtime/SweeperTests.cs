using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;

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

    private async Task SilentSinceAsync(DateTimeOffset staleAt, string workflow)
    {
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

    private Sweeper SweeperOn(ReturningBus bus)
    {
        var metrics = new WorkflowMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        return new Sweeper(
            new StaleClaims(_store, new DurableWorkflowOptions(), bus.Time),
            new InstanceAddresses(new WorkflowRegistry([]), new WorkflowEndpoints(), new KnownDefinitions(_store, bus.Time)),
            bus.Sender,
            new ExpiredEvents(_store, metrics, bus.Time, NullLogger<ExpiredEvents>.Instance),
            NullLogger<Sweeper>.Instance);
    }
}
