namespace Workflows.Steps;

/// <summary>How many more steps a worker may run under one delivery, and for how long.</summary>
internal sealed class ContinuationBudget(DurableWorkflowOptions options, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private int _stepCount;
    private volatile bool _closed;

    /// <summary>The delivery is over (its step runs on under a lease) or the process stops: nothing further is carried.</summary>
    public void Close() => _closed = true;

    /// <summary>Counts the step that has just run, and says whether another may follow it.</summary>
    public bool AllowsAnother() =>
        !_closed && ++_stepCount < options.ContinuationStepLimit && time.GetElapsedTime(_started) < options.ContinuationTimeLimit;
}
