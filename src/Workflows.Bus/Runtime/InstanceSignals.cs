using System.Collections.Concurrent;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Tells those who wait in this process that an instance has changed. Changes made elsewhere are found by asking the store.</summary>
internal sealed class InstanceSignals : ICommitObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>Completes at the next change that this process commits.</summary>
    public Task NextChangeOf(Guid instanceId) =>
        _waiting.GetOrAdd(instanceId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Nothing will change any more.</summary>
    public void Forget(Guid instanceId) => _waiting.TryRemove(instanceId, out _);

    public void Committed(Transition transition)
    {
        if (!_waiting.IsEmpty && _waiting.TryRemove(transition.Instance.Id, out var waiting))
            waiting.TrySetResult();
    }
}
