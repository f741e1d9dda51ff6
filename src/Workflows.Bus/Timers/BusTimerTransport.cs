using MassTransit;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Runtime;
using ScheduledMessage = Workflows.Instances.ScheduledMessage;

namespace Workflows.Timers;

/// <summary>Sends the messages of due timers through the bus.</summary>
internal sealed class BusTimerTransport(BusSender sender, TransitionRunner runner, EffectDispatcher effects) : ITimerTransport
{
    public Task SendAsync(Uri address, TimerElapsed message, CancellationToken cancellationToken) =>
        sender.SendOnceAsync(address, message, cancellationToken);

    public Task SendAsync(ScheduledMessage message, CancellationToken cancellationToken)
    {
        var stored = StoredMessage.Parse(message.Body);
        var pipe = Pipe.Execute<SendContext<SerializedMessageBody>>(context => stored.ApplyTo(context, message.ContentType));
        return sender.SendOnceAsync(new Uri(message.Destination), new SerializedMessageBody(), pipe, cancellationToken, size: stored.Size);
    }

    public async Task RunHereAsync(Guid instanceId, TimerTrigger trigger, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(instanceId, trigger, cancellationToken);
        if (outcome.Transition is { } transition)
            await effects.DispatchAsync(transition, null, cancellationToken);
    }
}
