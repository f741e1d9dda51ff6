using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Dashboard.Hosting;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Live;

/// <summary>
/// Asks the store whether something changed and tells everyone who looks: one question for all open pages of the process, and none while nobody looks.
/// A store that answers slowly is asked less often.
/// </summary>
internal sealed class ChangeFeed(Reads reads, IOptions<WorkflowDashboardOptions> options, IHostApplicationLifetime lifetime, ILogger<ChangeFeed> logger, TimeProvider time)
{
    public static readonly TimeSpan SlowInterval = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan SlowAnswer = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();

    private readonly List<Func<FeedState, Task>> _listeners = [];

    private bool _isRunning;

    private string? _mark;

    public FeedState State { get; private set; } = new(0, null);

    public IDisposable Subscribe(Func<FeedState, Task> listener)
    {
        lock (_gate)
        {
            _listeners.Add(listener);
            if (!_isRunning)
            {
                // Not on the caller's context: that is one page, and the feed outlives it.
                _isRunning = true;
                _ = Task.Run(() => RunAsync(lifetime.ApplicationStopping));
            }
        }

        return new Subscription(this, listener);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!IsIdle())
            {
                await AskAsync(stopping);
                await Task.WhenAll(Listeners().Select(TellAsync));
                await Task.Delay(State.IsSlow || State.FailingSince is not null ? SlowInterval : options.Value.RefreshInterval, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops: pages are told by their connection.
        }
    }

    private bool IsIdle()
    {
        lock (_gate)
        {
            _isRunning = _listeners.Count > 0;
            return !_isRunning;
        }
    }

    private async Task AskAsync(CancellationToken stopping)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            using var timeout = new CancellationTokenSource(Sections.Budget, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
            var mark = await reads.InsightsAsync(insights => insights.GetChangeMarkAsync(both.Token));
            var version = mark == _mark ? State.Version : State.Version + 1;
            _mark = mark;
            State = new FeedState(version, time.GetUtcNow(), IsSlow: time.GetElapsedTime(startedAt) > SlowAnswer);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            if (State.FailingSince is null)
                logger.FeedFailed(exception);

            State = State with { FailingSince = State.FailingSince ?? time.GetUtcNow() };
        }
    }

    private async Task TellAsync(Func<FeedState, Task> listener)
    {
        try
        {
            await listener(State);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException)
        {
            // The page was closed while it was told.
        }
        catch (Exception exception)
        {
            logger.ListenerFailed(exception);
        }
    }

    private Func<FeedState, Task>[] Listeners()
    {
        lock (_gate)
            return [.. _listeners];
    }

    private void Unsubscribe(Func<FeedState, Task> listener)
    {
        lock (_gate)
            _listeners.Remove(listener);
    }

    private sealed class Subscription(ChangeFeed feed, Func<FeedState, Task> listener) : IDisposable
    {
        public void Dispose() => feed.Unsubscribe(listener);
    }
}
