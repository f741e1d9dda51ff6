namespace Workflows.Runtime;

/// <summary>Lets what is under way come to its end when the process stops: its token is canceled a while after the stop.</summary>
internal sealed class Grace : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _stop;

    /// <param name="time">What the spans are measured by.</param>
    /// <param name="behindStop">How long it may go on behind the stop.</param>
    /// <param name="stopping">The stop.</param>
    /// <param name="limit">How long it may take without one. Default: as long as it likes.</param>
    public Grace(TimeProvider time, TimeSpan behindStop, CancellationToken stopping, TimeSpan? limit = null)
    {
        _source = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, time);
        _stop = stopping.Register(() => _source.CancelAfter(behindStop));
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _stop.Dispose();
        _source.Dispose();
    }
}
