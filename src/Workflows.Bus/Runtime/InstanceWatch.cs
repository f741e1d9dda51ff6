namespace Workflows.Runtime;

/// <summary>One who waits for changes of an instance.</summary>
internal sealed class InstanceWatch(InstanceSignals signals, Guid instanceId) : IDisposable
{
    private TaskCompletionSource _change = New();

    public Guid InstanceId => instanceId;

    /// <summary>Completes at the next change that this process commits.</summary>
    public Task NextChange => Volatile.Read(ref _change).Task;

    public void Signal() => Interlocked.Exchange(ref _change, New()).TrySetResult();

    public void Dispose() => signals.Remove(this);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
