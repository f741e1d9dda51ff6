using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Waits for the end of an instance: at once where this process commits it, else by asking the store now and then.</summary>
internal sealed class ResultWait(IWorkflowStore store, InstanceSignals signals, EntryGuard guard, TimeProvider time)
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(1);

    public async Task<WorkflowResult> ForAsync(Guid instanceId, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var found = await ReadAsync(instanceId, cancellationToken);
        if (found.Status.IsTerminal() || timeout <= TimeSpan.Zero)
            return found;

        using var watch = signals.Watch(instanceId);
        for (var delay = _firstDelay; ; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            var changed = watch.NextChange;
            found = await ReadAsync(instanceId, cancellationToken);
            var left = timeout - time.GetElapsedTime(started);
            if (found.Status.IsTerminal() || left <= TimeSpan.Zero)
                return found;

            await WaitAsync(changed, left < delay ? left.Value : delay, cancellationToken);
        }
    }

    private async Task<WorkflowResult> ReadAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        var details = await guard.RunAsync(end => store.GetAsync(instanceId, end), isQuestion: true, TimeSpan.Zero, cancellationToken) ?? throw WorkflowOperations.NotFound(instanceId);
        return new WorkflowResult(instanceId, details.Summary.Status, details.State, details.Error);
    }

    private async Task WaitAsync(Task changed, TimeSpan delay, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(delay, time, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
