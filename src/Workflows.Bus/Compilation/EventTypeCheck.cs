using MassTransit.Serialization;
using Microsoft.Extensions.Hosting;
using Workflows.Instances.Json;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Finds out before anything starts whether events are read back as they were sent: one that is kept lies in the store as JSON, and a member that is not read
/// is empty where the workflow looks at it. By the options that the bus writes messages with, which the application may set until the bus is made.
/// </summary>
internal sealed class EventTypeCheck(WorkflowRegistry registry, WorkflowBus bus) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = bus.Instance;
        string[] faults = [.. registry.Plans.SelectMany(plan => plan.EventTypes, (plan, type) => (plan.Identity, Type: type)).GroupBy(pair => pair.Type)
            .SelectMany(events => TypeGraph.FaultsOfMessage(events.Key, SystemTextJsonMessageSerializer.Options).Select(fault =>
                $"{string.Join(", ", events.Select(pair => pair.Identity))}, event {events.Key.Name}: expected an event that is read back as it was sent, but {fault}."))];
        return faults.Length == 0 ? Task.CompletedTask : throw new WorkflowDefinitionException(faults);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
