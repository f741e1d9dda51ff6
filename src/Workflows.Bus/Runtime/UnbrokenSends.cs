namespace Workflows.Runtime;

/// <summary>
/// Lets whoever sends give up waiting without breaking off the sending: what was given up may still arrive, which is harmless, because receivers know
/// what they have seen. So a send that ends as canceled is one that the broker did not answer.
/// </summary>
internal sealed class UnbrokenSends(IBroker broker, TimeSpan? answerWithin = null) : IDisposable
{
    /// <summary>While the broker is away, sends that were given up must not pile up without end.</summary>
    private const int MaxCount = 2_000;

    /// <summary>RabbitMQ's client waits for 20 seconds, where it does not wait for ever. Real time: it is the transport's.</summary>
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(25);

    private readonly SemaphoreSlim _places = new(MaxCount);
    private readonly TimeSpan _patience = answerWithin ?? _answerWithin;

    /// <param name="send">Sends. Its token ends what the transport would wait for without end; it is not the caller's.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">The broker did not answer.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var sending = FinishAsync(send);
        Observe(sending);
        await sending.WaitAsync(cancellationToken);
    }

    public void Dispose() => _places.Dispose();

    private async Task FinishAsync(Func<CancellationToken, Task> send)
    {
        using var end = new CancellationTokenSource(_patience);
        Task sending = Task.CompletedTask;
        try
        {
            sending = send(end.Token);
            Observe(sending);

            // What does not even heed its token is left behind.
            await sending.WaitAsync(_patience * 1.2);
        }
        catch (Exception exception) when (exception is OperationCanceledException || !sending.IsCompleted)
        {
            broker.Suspect(exception);
            throw new TimeoutException("The broker did not answer in time.", exception);
        }
        finally
        {
            Leave();
        }
    }

    private static void Observe(Task sending) =>
        _ = sending.ContinueWith(static given => given.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

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
