using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Timers;

/// <summary>How the messages of due timers leave the process.</summary>
internal interface ITimerTransport
{
    Task SendAsync(Uri address, TimerElapsed message, CancellationToken cancellationToken);

    /// <summary>Sends a message that a user scheduled, as it was serialized then.</summary>
    Task SendAsync(ScheduledMessage message, CancellationToken cancellationToken);

    /// <summary>No endpoint is known for the instance: decides here, so that it is noted with the instance.</summary>
    Task RunHereAsync(Guid instanceId, TimerTrigger trigger, CancellationToken cancellationToken);
}
