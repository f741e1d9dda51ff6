namespace Workflows.Operations.Bulk;

/// <summary>Wakes the worker on jobs of this process. Depends on nothing, because those who wake it depend on it.</summary>
internal sealed class BulkWake(bool isHeard) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _rung = new(0, 1);

    /// <summary>Whether this process works on jobs.</summary>
    public bool IsHeard => isHeard;

    public void Ring()
    {
        lock (_lock)
        {
            if (_rung.CurrentCount == 0)
                _rung.Release();
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _rung.WaitAsync(cancellationToken);

    public void Dispose() => _rung.Dispose();
}
