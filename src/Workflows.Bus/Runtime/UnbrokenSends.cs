namespace Workflows.Runtime;

/// <summary>
/// Lets whoever sends give up waiting without breaking off the sending: what was given up may still arrive, which is harmless, because receivers know
/// what they have seen. So a send that ends as canceled, or not at all, is one that the broker does not answer.
/// </summary>
internal sealed class UnbrokenSends(BrokerReset reset) : IDisposable
{
    /// <summary>While the broker is away, sends that were given up must not pile up without end.</summary>
    private const int MaxCount = 2_000;

    /// <summary>RabbitMQ's client waits for 20 seconds, where it does not wait for ever. Real time: it is the transport's.</summary>
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(25);

    private readonly SemaphoreSlim _places = new(MaxCount);

    /// <param name="send">Begins to send. It takes no token of the caller.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">The broker did not answer.</exception>
    public async Task RunAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var sending = FinishAsync(send);
        Observe(sending);
        await sending.WaitAsync(cancellationToken);
    }

    public void Dispose() => _places.Dispose();

    private async Task FinishAsync(Func<Task> send)
    {
        try
        {
            var sending = send();
            Observe(sending);
            await sending.WaitAsync(_answerWithin, TimeProvider.System);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            reset.Suspect(exception);
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
