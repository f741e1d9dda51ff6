using MassTransit;
using MassTransit.Scheduling;
using MassTransit.Transports;
using ScheduledMessage = Workflows.Instances.ScheduledMessage;

namespace Workflows.Timers;

/// <summary>MassTransit's port for schedulers: makes the whole message now, as if it were sent, and keeps it until it is due.</summary>
internal sealed class TimerScheduleProvider(ISendEndpointProvider endpoints, MessageTimers timers) : IScheduleMessageProvider
{
    public async Task<ScheduledMessage<T>> ScheduleSend<T>(Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        if (!MessageTypeCache<T>.IsValidMessageType)
            throw new ArgumentException(MessageTypeCache<T>.InvalidMessageTypeReason, nameof(message));

        var context = await CreateAsync(destinationAddress, message, pipe, cancellationToken);
        var token = context.ScheduledMessageId ?? ScheduleTokenIdCache<T>.GetTokenId(message);
        if (token == Guid.Empty)
            throw new ArgumentException($"Expected a token to know the scheduled {typeof(T).Name} by, but it is all zeros: each message with it would take the place of the one before. Leave it out to get a new one.", nameof(message));

        context.ScheduledMessageId = token;
        context.Headers.Set(MessageHeaders.SchedulingTokenId, token.ToString("D"));
        context.Delay = null;
        await timers.ScheduleAsync(
            new ScheduledMessage
            {
                Id = token,
                DueAt = timers.DueAt(scheduledTime),
                Destination = destinationAddress.ToString(),
                Body = StoredMessage.Of(context).ToJson(),
                ContentType = context.Serializer.ContentType.ToString(),
            },
            cancellationToken);
        return new ScheduledMessageHandle<T>(token, scheduledTime, destinationAddress, message);
    }

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken) => timers.CancelAsync(tokenId, cancellationToken);

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) => timers.CancelAsync(tokenId, cancellationToken);

    private async Task<SendContext<T>> CreateAsync<T>(Uri address, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var endpoint = await endpoints.GetSendEndpoint(address);
        return endpoint is ITransportSendEndpoint transport
            ? await transport.CreateSendContext(message, pipe, cancellationToken)
            : throw new NotSupportedException($"Expected an endpoint of a transport at {address}, but it is a {endpoint.GetType()}, which cannot serialize a message without sending it.");
    }
}
