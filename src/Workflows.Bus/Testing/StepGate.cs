namespace Workflows.Testing;

/// <summary>
/// A place in the code of a step where the test holds it: for what happens while a step runs. A step that stands at a gate counts as at rest.
/// Made by <see cref="WorkflowTestHarness.CreateGate"/>; the end of the harness opens it.
/// </summary>
public sealed class StepGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Idleness _idleness;
    private readonly Func<TimeSpan> _patience;
    private int _arrivalCount;

    internal StepGate(Idleness idleness, Func<TimeSpan> patience)
    {
        _idleness = idleness;
        _patience = patience;
    }

    /// <summary>How many have come to the gate so far.</summary>
    public int ArrivalCount => Volatile.Read(ref _arrivalCount);

    /// <summary>Called in the code of a step: waits until the gate is open.</summary>
    /// <param name="cancellationToken">The token of the step's context, for a step that heeds it; <see cref="CancellationToken.None"/>, for one that does not.</param>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var step = StepInProgress.Current;
        Interlocked.Increment(ref _arrivalCount);
        step?.HoldWhile(() => !_open.Task.IsCompleted && !cancellationToken.IsCancellationRequested);
        await _open.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Called in the test: waits until that many have come to the gate.</summary>
    /// <exception cref="WorkflowAssertionException">They do not come.</exception>
    public Task ReachedAsync(int count = 1) =>
        _idleness.WaitForAsync(() => ArrivalCount >= count, $"The arrival of {count} at the gate", _patience());

    /// <summary>Lets everyone pass, now and later.</summary>
    public void Open()
    {
        _open.TrySetResult();
        _idleness.LookAgain();
    }
}
