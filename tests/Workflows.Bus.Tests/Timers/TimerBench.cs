using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Persistence.Memory;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

/// <summary>Timers in memory, a dispatcher that sends nowhere, and a clock that the test moves.</summary>
internal sealed class TimerBench
{
    public TimerBench(params WorkflowPlan[] plans)
    {
        var registry = new WorkflowRegistry(plans);
        var gateway = MemoryGateway.To(Store, Time);
        var addresses = new InstanceAddresses(registry, new WorkflowEndpoints(), new KnownDefinitions(gateway, Time), new KnownProcesses(gateway, registry, Time));
        Dispatcher = new TimerDispatcher(Store, addresses, Transport, Quarantines.On(Store, Time), Time, NullLogger<TimerDispatcher>.Instance);
    }

    public ManualClock Time { get; } = new();

    public MemoryWorkflowStore Store { get; } = new();

    public IQuarantineStore Quarantine => new MemoryQuarantineStore(Store);

    public RecordingTransport Transport { get; } = new();

    public TimerDispatcher Dispatcher { get; }

    public async Task<Guid> ScheduleAsync(TimeSpan delay)
    {
        var id = Guid.NewGuid();
        await Store.ScheduleAsync(
            new ScheduledMessage { Id = id, DueAt = Time.GetUtcNow() + delay, Destination = "exchange:orders", Body = "{}", ContentType = "application/json" },
            TestContext.Current.CancellationToken);
        return id;
    }
}
