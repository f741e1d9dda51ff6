namespace Workflows.Diagnostics;

/// <summary>Whether the tables are there and the definitions of this process are registered in them.</summary>
internal sealed class StoreReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _error;

    public bool IsReady => _ready.Task.IsCompleted;

    /// <summary>Why it is not; null: it was not tried yet.</summary>
    public Exception? Error => _error;

    public void Ready()
    {
        _error = null;
        _ready.TrySetResult();
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    public void Failed(Exception exception) => _error = exception;
}
