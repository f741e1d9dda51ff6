using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The timers that one transition sets and cancels.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="last">Number of the last timer that was set.</param>
internal sealed class TimerDraft(Guid instanceId, int last)
{
    private readonly List<InstanceTimer> _set = [];
    private readonly List<Guid> _canceled = [];
    private Guid? _spent;

    public IReadOnlyList<InstanceTimer> SetNow => _set;

    public IReadOnlyList<Guid> CanceledNow => _canceled;

    /// <summary>Number of the last timer that was set.</summary>
    public int Last { get; private set; } = last;

    /// <summary>Sets the timer of a branch, for what the branch does.</summary>
    public Guid Set(DateTimeOffset dueAt, Token token) => Set(new InstanceTimer(default, dueAt) { Purpose = PurposeOf(token.State), Place = token.Place, Token = token.Id });

    /// <summary>Sets the timer that limits the instance.</summary>
    public Guid SetLimit(DateTimeOffset dueAt) => Set(new InstanceTimer(default, dueAt) { Purpose = WorkflowTimerPurpose.Limit });

    public void Cancel(Guid? timer)
    {
        if (timer is not null && timer != _spent && _set.RemoveAll(set => set.Id == timer) == 0)
            _canceled.Add(timer.Value);
    }

    /// <summary>The timer went off: its row goes by itself, and is locked until then.</summary>
    public void Spend(Guid timer) => _spent = timer;

    private Guid Set(InstanceTimer timer)
    {
        var id = DeterministicId.OfTimer(instanceId, ++Last);
        _set.Add(timer with { Id = id });
        return id;
    }

    private static WorkflowTimerPurpose PurposeOf(WorkflowTokenState state) => state switch
    {
        WorkflowTokenState.Scheduled => WorkflowTimerPurpose.Start,
        WorkflowTokenState.Sleeping => WorkflowTimerPurpose.Wake,
        WorkflowTokenState.Backoff => WorkflowTimerPurpose.Retry,
        WorkflowTokenState.Waiting => WorkflowTimerPurpose.GiveUp,
        _ => throw new InvalidOperationException($"A branch that is {state} has no timer."),
    };
}
