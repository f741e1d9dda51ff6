using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// When an instance counts as forgotten. With a step or a message out: some time from now. With timers: some time after the earliest is due.
/// Without its definition: likewise from now, so that a process that knows it is asked again and again. Waiting for an event or an operator: never.
/// </summary>
internal static class Staleness
{
    public static DateTimeOffset? Of(Execution execution, bool isUnguarded, DateTimeOffset now, TimeSpan staleAfter)
    {
        if (isUnguarded || execution.Undefined || !execution.Outbox.IsEmpty || execution.Tokens.Any(token => token.State == WorkflowTokenState.Dispatched))
            return Coarse(now, staleAfter);

        if (execution.IsHeld)
            return null;

        return execution.EarliestDueAt is { } due ? DueTime.After(due, staleAfter) : null;
    }

    /// <summary>
    /// Rounded up to a fraction of the threshold, so that a quick instance keeps one value through all its steps:
    /// the column is indexed, and a row whose indexed columns stay the same is updated in place (a HOT update).
    /// </summary>
    public static DateTimeOffset Coarse(DateTimeOffset now, TimeSpan staleAfter)
    {
        var grain = Math.Max(1, staleAfter.Ticks / 2);
        var ticks = (now + staleAfter).UtcTicks;
        return new DateTimeOffset((ticks + grain - 1) / grain * grain, TimeSpan.Zero);
    }
}
