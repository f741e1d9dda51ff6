using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Waits for the end of an instance: at once where this process commits it, else by asking the store now and then.</summary>
internal sealed class ResultWait(IWorkflowStore store, InstanceSignals signals, TimeProvider time)
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(1);

    public async Task<WorkflowResult> ForAsync(Guid instanceId, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var delay = _firstDelay; ; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            var changed = signals.NextChangeOf(instanceId);
            var details = await store.GetAsync(instanceId, cancellationToken) ?? throw WorkflowOperations.NotFound(instanceId);
            var left = timeout - time.GetElapsedTime(started);
            if (details.Summary.Status.IsTerminal())
                signals.Forget(instanceId);

            if (details.Summary.Status.IsTerminal() || left <= TimeSpan.Zero)
                return new WorkflowResult(instanceId, details.Summary.Status, details.State, details.Error);

            await WaitAsync(changed, left < delay ? left.Value : delay, cancellationToken);
        }
    }

    private async Task WaitAsync(Task changed, TimeSpan delay, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(delay, time, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
