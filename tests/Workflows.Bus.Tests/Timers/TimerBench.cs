using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

/// <summary>Timers in memory, a dispatcher that sends nowhere, and a clock that the test moves.</summary>
internal sealed class TimerBench
{
    public TimerBench(params WorkflowPlan[] plans)
    {
        var addresses = new InstanceAddresses(new WorkflowRegistry(plans), new WorkflowEndpoints(), new KnownDefinitions(Store, Time));
        Dispatcher = new TimerDispatcher(Store, addresses, Transport, Time, NullLogger<TimerDispatcher>.Instance);
    }

    public ManualClock Time { get; } = new();

    public MemoryWorkflowStore Store { get; } = new();

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
