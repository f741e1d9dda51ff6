namespace Workflows.Diagnostics;

/// <summary>Whether the tables are there and the definitions of this process are registered in them.</summary>
internal sealed class StoreReadiness
{
    private volatile Exception? _error;
    private volatile bool _isReady;

    public bool IsReady => _isReady;

    /// <summary>Why it is not; null: it was not tried yet.</summary>
    public Exception? Error => _error;

    public void Ready() => (_isReady, _error) = (true, null);

    public void Failed(Exception exception) => _error = exception;
}
