namespace Workflows.Diagnostics;

/// <summary>Whether the tables are there and the definitions of this process are registered in them.</summary>
internal sealed class StoreReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StoreTrouble? _trouble;

    /// <summary>Of a store that other processes make ready.</summary>
    public static StoreReadiness OfOthers()
    {
        var readiness = new StoreReadiness();
        readiness.Ready();
        return readiness;
    }

    public bool IsReady => _ready.Task.IsCompleted;

    /// <summary>Why it is not; null: it is, or it was not tried yet.</summary>
    public StoreTrouble? Trouble => _trouble;

    public void Ready()
    {
        _trouble = null;
        _ready.TrySetResult();
        _tried.TrySetResult();
    }

    /// <param name="exception">What came of the try.</param>
    /// <param name="reason">What is wrong, as sentences that may be shown to anybody.</param>
    public void Failed(Exception exception, string reason)
    {
        _trouble = new StoreTrouble(exception, reason);
        _tried.TrySetResult();
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Waits for the end of the first try, whatever came of it.</summary>
    public Task WaitForTryAsync(CancellationToken cancellationToken) => _tried.Task.WaitAsync(cancellationToken);
}

/// <summary>Why the store is not ready.</summary>
/// <param name="Exception">What came of the last try.</param>
/// <param name="Reason">What is wrong, as sentences that may be shown to anybody.</param>
internal sealed record StoreTrouble(Exception Exception, string Reason);
