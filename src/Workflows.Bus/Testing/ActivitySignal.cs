namespace Workflows.Testing;

/// <summary>Numbers the changes in what goes on, and wakes those who wait for the next one.</summary>
internal sealed class ActivitySignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = New();

    public long Version { get; private set; }

    public void Changed()
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            Version++;
            waiting = _next;
            _next = New();
        }

        waiting.TrySetResult();
    }

    /// <summary>Completes when there is a change behind that version.</summary>
    public Task ChangeAfter(long version)
    {
        lock (_lock)
            return version == Version ? _next.Task : Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
