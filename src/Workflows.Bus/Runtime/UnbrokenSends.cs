namespace Workflows.Runtime;

/// <summary>
/// Lets whoever sends give up waiting without breaking off the sending. A declaration that is broken off before it is written puts the channel of
/// RabbitMQ's client out of step with its answers: from then on every send over it fails, until the process ends.
/// What was given up may still arrive, which is harmless: receivers know what they have seen.
/// </summary>
internal sealed class UnbrokenSends : IDisposable
{
    /// <summary>While the broker is away, sends that were given up must not pile up without end.</summary>
    private const int MaxCount = 2_000;

    private readonly SemaphoreSlim _places = new(MaxCount);

    /// <param name="send">Begins to send. It takes no token of the caller.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task RunAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var sending = FinishAsync(send);
        try
        {
            await sending.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!sending.IsCompleted)
        {
            _ = sending.ContinueWith(static given => given.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task FinishAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        try
        {
            _places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The process ends before the transport gave up.
        }
    }
}
