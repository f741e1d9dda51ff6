using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// When an instance becomes stale. With a step out: some time after it was last heard of. With a message to send: some time after somebody took that on,
/// whatever else happens to the instance. With timers: some time after the earliest is due.
/// Without its definition: likewise from now, so that a process that knows it is asked again and again. Waiting for an event or an operator: never.
/// </summary>
internal static class Staleness
{
    public static DateTimeOffset? Of(Execution execution, bool isUnguarded, DateTimeOffset now, TimeSpan staleAfter)
    {
        var at = OfPlace(execution, isUnguarded, now, staleAfter);
        foreach (var held in execution.Outbox)
        {
            if (held.Failure is not null)
                continue;

            var unsentAt = Coarse(held.TakenAt ?? now, staleAfter);
            if (!(at <= unsentAt))
                at = unsentAt;
        }

        return at;
    }

    private static DateTimeOffset? OfPlace(Execution execution, bool isUnguarded, DateTimeOffset now, TimeSpan staleAfter)
    {
        if (SilentSince(execution, isUnguarded || execution.Undefined ? now : null) is { } since)
            return Coarse(since, staleAfter);

        if (execution.IsHeld)
            return null;

        return execution.EarliestDueAt is { } due ? DueTime.After(due, staleAfter) : null;
    }

    private static DateTimeOffset? SilentSince(Execution execution, DateTimeOffset? since)
    {
        foreach (var token in execution.Tokens)
        {
            if (token.State == WorkflowTokenState.Dispatched && !(since <= token.SilentSince))
                since = token.SilentSince;
        }

        return since;
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
