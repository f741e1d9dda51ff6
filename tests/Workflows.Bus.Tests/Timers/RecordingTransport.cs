using System.Collections.Concurrent;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

/// <summary>Notes what would be sent.</summary>
internal sealed class RecordingTransport : ITimerTransport
{
    public ConcurrentQueue<Guid> Sent { get; } = [];

    public ConcurrentQueue<(Uri Address, TimerElapsed Message)> Elapsed { get; } = [];

    public ConcurrentQueue<(Guid InstanceId, TimerTrigger Trigger)> RunHere { get; } = [];

    /// <summary>What becomes of a message before it counts as sent.</summary>
    public Func<Guid, CancellationToken, Task> OnSend { get; set; } = (_, _) => Task.CompletedTask;

    public async Task SendAsync(Uri address, TimerElapsed message, CancellationToken cancellationToken)
    {
        await OnSend(message.TimerId, cancellationToken);
        Elapsed.Enqueue((address, message));
    }

    public async Task SendAsync(ScheduledMessage message, CancellationToken cancellationToken)
    {
        await OnSend(message.Id, cancellationToken);
        Sent.Enqueue(message.Id);
    }

    public Task RunHereAsync(Guid instanceId, TimerTrigger trigger, CancellationToken cancellationToken)
    {
        RunHere.Enqueue((instanceId, trigger));
        return Task.CompletedTask;
    }
}
