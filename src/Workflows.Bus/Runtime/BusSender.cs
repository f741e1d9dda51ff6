using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>
/// Sends through the bus, again and again while the broker is away, for as long as the delivery that caused it may stay unacknowledged.
/// Sending twice is harmless: receivers know what they have seen.
/// </summary>
internal sealed class BusSender(IBus bus, EndpointReadiness readiness, UnbrokenSends sends, TimeProvider time, ILogger<BusSender> logger)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>A broker that answers and has no such queue: a process that is starting may declare it, but nobody waits long for it.</summary>
    private static readonly TimeSpan _returnedPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(5);

    public Task SendAsync<T>(Uri address, T message, CancellationToken cancellationToken)
        where T : class =>
        InsistAsync(async end =>
        {
            var endpoint = await bus.GetSendEndpoint(address);
            await endpoint.Send(message, Outgoing<T>.Pipe, end);
        }, typeof(T).Name, cancellationToken);

    /// <summary>For what is tried again by other means: one attempt.</summary>
    public Task SendOnceAsync<T>(Uri address, T message, CancellationToken cancellationToken)
        where T : class =>
        SendOnceAsync(address, message, Outgoing<T>.Pipe, cancellationToken);

    public async Task SendOnceAsync<T>(Uri address, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        if (!readiness.IsReady)
            await readiness.WaitAsync(cancellationToken);

        await sends.RunAsync(async end =>
        {
            var endpoint = await bus.GetSendEndpoint(address);
            await endpoint.Send(message, pipe, end);
        }, cancellationToken);
    }

    /// <summary>For what is only a hint: one attempt.</summary>
    public Task PublishOnceAsync<T>(T message, CancellationToken cancellationToken)
        where T : class => sends.RunAsync(end => bus.Publish(message, end), cancellationToken);

    public Task SendAsync(HeldMessage held, CancellationToken cancellationToken)
    {
        var type = Type.GetType(held.MessageType) ?? throw new InvalidOperationException(
            $"A held message is of type {held.MessageType}, which this process cannot load. Deploy the assembly that declares it.");
        var message = JsonSerializer.Deserialize(held.Body, type, SystemTextJsonMessageSerializer.Options)!;
        var pipe = Pipe.Execute<SendContext>(context => context.MessageId = held.MessageId);
        return InsistAsync(async end =>
        {
            if (held.Destination is null)
            {
                await bus.Publish(message, type, Pipe.Execute<PublishContext>(context => context.MessageId = held.MessageId), end);
                return;
            }

            var endpoint = await bus.GetSendEndpoint(held.Destination);
            await endpoint.Send(message, type, pipe, end);
        }, type.Name, cancellationToken);
    }

    private async Task InsistAsync(Func<CancellationToken, Task> send, string what, CancellationToken cancellationToken)
    {
        if (!readiness.IsReady)
            await readiness.WaitAsync(cancellationToken);

        var started = time.GetTimestamp();
        for (var delay = _firstDelay; ; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            try
            {
                await sends.RunAsync(send, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(started) < PatienceFor(exception))
            {
                RuntimeLog.SendFailed(logger, what, delay, exception);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    private static TimeSpan PatienceFor(Exception exception) => exception is MessageReturnedException ? _returnedPatience : _patience;
}
