using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Sends through the bus, again and again while the broker is away, for as long as the delivery that caused it may stay unacknowledged.
/// Sending twice is harmless: receivers know what they have seen.
/// </summary>
internal sealed class BusSender(IBus bus, EndpointReadiness readiness, UnbrokenSends sends, IBroker broker, TimeProvider time, ILogger<BusSender> logger)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>A broker that answers and has no such queue: a process that is starting may declare it, but nobody waits long for it.</summary>
    private static readonly TimeSpan _returnedPatience = TimeSpan.FromSeconds(5);

    /// <summary>What the application's own code throws so many times in a row is not expected to pass.</summary>
    private const int MostSuspect = 5;

    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(5);

    /// <param name="address">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="repeat">What to send when it may have arrived without our knowing; null: the same.</param>
    /// <param name="size">Bytes of its content, where that may be much.</param>
    /// <exception cref="SendRefusedException">It cannot be sent, however often that is tried.</exception>
    public async Task SendAsync<T>(Uri address, T message, CancellationToken cancellationToken, Func<T, T>? repeat = null, int size = 0)
        where T : class
    {
        var next = message;
        await InsistAsync(async end =>
        {
            var sent = next;
            next = repeat is null ? message : repeat(message);
            var endpoint = await bus.GetSendEndpoint(address);
            await endpoint.Send(sent, Outgoing<T>.Pipe, end);
        }, typeof(T).Name, size, cancellationToken);
    }

    /// <summary>For what is tried again by other means: one attempt.</summary>
    public Task SendOnceAsync<T>(Uri address, T message, CancellationToken cancellationToken)
        where T : class =>
        SendOnceAsync(address, message, Outgoing<T>.Pipe, cancellationToken);

    /// <exception cref="SendRefusedException">The broker takes no message of that size.</exception>
    public async Task SendOnceAsync<T>(Uri address, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken, int size = 0)
        where T : class
    {
        if (!readiness.IsReady)
            await readiness.WaitAsync(cancellationToken);

        await TryAsync(async end =>
        {
            var endpoint = await bus.GetSendEndpoint(address);
            await endpoint.Send(message, pipe, end);
        }, "the message", size, cancellationToken);
    }

    /// <summary>For what is only a hint: one attempt.</summary>
    public Task PublishOnceAsync<T>(T message, CancellationToken cancellationToken)
        where T : class => sends.RunAsync(end => bus.Publish(message, end), cancellationToken);

    /// <exception cref="SendRefusedException">It cannot be sent, however often that is tried.</exception>
    public async Task SendAsync(HeldMessage held, CancellationToken cancellationToken)
    {
        var content = HeldMessageContent.Of(held);
        await InsistAsync(async end =>
        {
            if (held.Destination is null)
            {
                await bus.Publish(content.Message, content.Type, Pipe.Execute<PublishContext>(content.ApplyTo), end);
                return;
            }

            var endpoint = await bus.GetSendEndpoint(held.Destination);
            await endpoint.Send(content.Message, content.Type, Pipe.Execute<SendContext>(content.ApplyTo), end);
        }, content.Type.Name, SentSize.OfBody(held.Body), cancellationToken);
    }

    /// <summary>Asks the transport whether it knows what to do with an address.</summary>
    /// <exception cref="SendRefusedException">It does not.</exception>
    public async Task CheckAsync(Uri address)
    {
        if (!address.IsAbsoluteUri)
            throw new SendRefusedException($"'{address}' is no address that a message can be sent to: expected an absolute one, such as queue:{address} or exchange:{address}.");

        try
        {
            await bus.GetSendEndpoint(address);
        }
        catch (Exception exception)
        {
            throw new SendRefusedException($"'{address}' is no address that a message can be sent to: {ExceptionText.MessageOf(exception)} Expected one of the bus's transport, such as queue:name or exchange:name.", exception);
        }
    }

    private async Task InsistAsync(Func<CancellationToken, Task> send, string what, int size, CancellationToken cancellationToken)
    {
        if (!readiness.IsReady)
            await readiness.WaitAsync(cancellationToken);

        var started = time.GetTimestamp();
        var suspectCount = 0;
        for (var delay = _firstDelay; ; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            try
            {
                await TryAsync(send, what, size, cancellationToken);
                return;
            }
            catch (Exception exception) when (SendFailures.IsPermanent(exception) || (SendFailures.IsSuspect(exception) && ++suspectCount == MostSuspect))
            {
                throw exception as SendRefusedException ?? new SendRefusedException($"{what} cannot be sent: {exception.GetType().Name}: {ExceptionText.MessageOf(exception)}", exception);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(started) < PatienceFor(exception))
            {
                RuntimeLog.SendFailed(logger, what, delay, exception);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>What a failed send was too large for may have been lowered meanwhile: it is found out anew.</summary>
    private async Task TryAsync(Func<CancellationToken, Task> send, string what, int size, CancellationToken cancellationToken)
    {
        await broker.CheckSizeAsync(size, what, cancellationToken);
        try
        {
            await sends.RunAsync(send, cancellationToken);
        }
        catch (Exception)
        {
            broker.ForgetSizes();
            throw;
        }
    }

    private static TimeSpan PatienceFor(Exception exception) => exception is MessageReturnedException ? _returnedPatience : _patience;
}
