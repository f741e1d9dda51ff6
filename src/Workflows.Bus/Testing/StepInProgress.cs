using Workflows.Instances;

namespace Workflows.Testing;

/// <summary>A call of a step's code. It rests while it stands at a gate of the test, or while it waits for the clock of the test.</summary>
internal sealed class StepInProgress(RunningKey key, string name, ActivitySignal signal, CancellationToken canceled)
{
    private static readonly AsyncLocal<StepInProgress?> _current = new();
    private volatile Func<bool>? _isHeld;
    private int _timerCount;

    /// <summary>The step whose code is running.</summary>
    public static StepInProgress? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public RunningKey Key { get; } = key;

    public string Name { get; } = name;

    /// <summary>Whoever waits for it gives up now, whether it heeds its token or not.</summary>
    public bool IsCanceled => canceled.IsCancellationRequested;

    public bool IsAtGate => _isHeld?.Invoke() == true;

    /// <summary>It set a timer that has not gone off. It may be doing something else meanwhile.</summary>
    public bool IsTimed => Volatile.Read(ref _timerCount) > 0;

    /// <param name="isHeld">Turns false at the moment that the gate opens or the wait is canceled, before the step's code knows.</param>
    public void HoldWhile(Func<bool> isHeld)
    {
        _isHeld = isHeld;
        signal.Changed();
    }

    public void AddTimers(int count)
    {
        Interlocked.Add(ref _timerCount, count);
        signal.Changed();
    }
}
