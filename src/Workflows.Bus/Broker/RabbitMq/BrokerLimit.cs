using RabbitMQ.Client;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>
/// What size of message RabbitMQ takes. One that is too large has the broker close the channel, which everything else that the process sends goes through, and
/// MassTransit sends it again at once, for ever. So a size that is larger than all before is tried first, on a channel of its own, by a message to nobody.
/// </summary>
internal sealed class BrokerLimit(BrokerConnection broker) : IDisposable
{
    /// <summary>Nobody sets the limit of a broker as low as this.</summary>
    private const int AlwaysTaken = 128 * 1024;

    /// <summary>Envelope and headers.</summary>
    private const int Around = 4 * 1024;

    /// <summary>Real time: it is the transport's.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private int _taken = AlwaysTaken;
    private int _unansweredCount;
    private IConnection? _asked;

    /// <param name="size">Bytes of the content.</param>
    /// <param name="what">What is to be sent, for the sentence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SendRefusedException">The broker refuses messages of that size.</exception>
    public async Task CheckAsync(int size, string what, CancellationToken cancellationToken)
    {
        if (size + Around <= Volatile.Read(ref _taken))
            return;

        var unansweredCount = Volatile.Read(ref _unansweredCount);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Where one after the other is not answered, a queue of them would hold up what the broker would take.
            if (size + Around > Volatile.Read(ref _taken) && unansweredCount == _unansweredCount && await AskAsync(size + Around) is { } refusal)
                throw new SendRefusedException($"The broker does not take {what}: {refusal}. Keep large content elsewhere and its address in state and messages, or raise max_message_size of the broker; then retry.");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Somebody may have lowered the limit.</summary>
    public void Forget() => Volatile.Write(ref _taken, AlwaysTaken);

    /// <summary>Whether the broker takes messages now: what cannot be sent then is not waiting for it.</summary>
    public async Task<bool> IsTakingAsync()
    {
        var isTaking = false;
        try
        {
            await broker.TryUseAsync(async connection => isTaking = await AskAsync(connection, 1) is null);
        }
        catch (Exception)
        {
            return false;
        }

        return isTaking;
    }

    public void Dispose() => _turn.Dispose();

    /// <returns>What the broker said when it closed the channel; null: it took it, or could not be asked.</returns>
    private async Task<string?> AskAsync(int size)
    {
        string? refusal = null;
        var isAnswered = false;
        try
        {
            isAnswered = await broker.TryUseAsync(async connection =>
            {
                refusal = await AskAsync(connection, size);
                ForgetAtEndOf(connection);
            });
        }
        catch (Exception)
        {
            // The connection is not there. Whoever sends finds out.
        }

        if (refusal is null && isAnswered)
            Volatile.Write(ref _taken, size);
        else if (refusal is null)
            _unansweredCount++;

        return refusal;
    }

    /// <summary>A limit holds for connections that are made behind its change.</summary>
    private void ForgetAtEndOf(IConnection connection)
    {
        if (ReferenceEquals(_asked, connection))
            return;

        _asked = connection;
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            Forget();
            return Task.CompletedTask;
        };
    }

    private static async Task<string?> AskAsync(IConnection connection, int size)
    {
        using var patience = new CancellationTokenSource(_patience);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), patience.Token);
        try
        {
            await channel.BasicPublishAsync("", $"workflows-size-{Guid.NewGuid():N}", false, new BasicProperties(), new byte[size], patience.Token);
            return null;
        }
        catch (Exception) when (channel.CloseReason is { ReplyCode: Constants.PreconditionFailed or Constants.ContentTooLarge })
        {
            return channel.CloseReason.ReplyText;
        }
    }
}
