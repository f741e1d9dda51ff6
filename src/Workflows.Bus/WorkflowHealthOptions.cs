namespace Workflows;

/// <summary>When the health checks of workflows turn red.</summary>
public sealed class WorkflowHealthOptions
{
    /// <summary>A timer that is late by more than this counts as late. 1 second to 1 day. Default: 30 seconds.</summary>
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>More late timers than this are reported as Degraded. 0 to 10,000. Default: 10.</summary>
    public int LateTimerLimit { get; set; } = 10;

    /// <summary>A timer that is late by more than this is reported as Unhealthy. Longer than <see cref="LateAfter"/>, at most 7 days. Default: 5 minutes.</summary>
    public TimeSpan StalledAfter { get; set; } = TimeSpan.FromMinutes(5);

    internal IEnumerable<string> Faults()
    {
        if (LateAfter < TimeSpan.FromSeconds(1) || LateAfter > TimeSpan.FromDays(1))
            yield return $"Health.LateAfter: expected 1 second to 1 day, but it is {LateAfter}.";

        if (LateTimerLimit is < 0 or > 10_000)
            yield return $"Health.LateTimerLimit: expected 0 to 10,000, but it is {LateTimerLimit}.";

        if (StalledAfter <= LateAfter || StalledAfter > TimeSpan.FromDays(7))
            yield return $"Health.StalledAfter: expected more than LateAfter ({LateAfter}) and at most 7 days, but it is {StalledAfter}.";
    }
}
