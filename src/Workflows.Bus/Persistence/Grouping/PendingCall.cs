namespace Workflows.Persistence.Grouping;

/// <summary>A call that waits for its group. Its caller may give it up at any time.</summary>
internal sealed class PendingCall<TItem, TResult>(TItem item) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private CancellationTokenRegistration _registration;

    public TItem Item { get; } = item;

    public bool IsGivenUp => Task.IsCompleted;

    public void GiveUpOn(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(static (call, token) => ((PendingCall<TItem, TResult>)call!).TrySetCanceled(token), this);
    }

    public void Complete(TResult result)
    {
        _registration.Dispose();
        TrySetResult(result);
    }

    public void Fail(Exception exception)
    {
        _registration.Dispose();
        TrySetException(exception);
    }
}
