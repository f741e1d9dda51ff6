namespace Workflows;

/// <summary>Settings of all workflows of a bus.</summary>
public sealed class DurableWorkflowOptions
{
    /// <summary>
    /// Silence after which an instance with a step or message out counts as forgotten (its broker lost the message, its worker died without
    /// a trace) and is driven on. Running steps renew it. At least 1 second. Default: 2 minutes.
    /// </summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often forgotten instances, overdue timers and expired events are looked for. At least 100 milliseconds. Default: 15 seconds.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long an event is kept that no instance listens for yet, because it overtook the start of its instance. Zero: not at all. Default: 5 minutes.
    /// Per event type: <c>KeepUnmatched</c>.
    /// </summary>
    public TimeSpan KeepUnmatchedEvents { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Early events that one instance keeps; further ones are dropped, with an entry in its journal. 1 to 10,000. Default: 100.</summary>
    public int KeptEventLimit { get; set; } = 100;

    /// <summary>Attempts of a step that may be lost in a row with their workers before that counts as a failure. At least 1. Default: 5.</summary>
    public int LostAttemptLimit { get; set; } = 5;

    /// <summary>Steps that a worker runs one after the other under one delivery before it sends a message for the next. At least 1; 1: a message per step, the first one too. Default: 100.</summary>
    public int ContinuationStepLimit { get; set; } = 100;

    /// <summary>Time after which a worker sends a message for the next step instead of going on under the same delivery. More than zero. Default: 5 seconds.</summary>
    public TimeSpan ContinuationTimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a step may hold its delivery unacknowledged. Longer steps go on under a lease that their worker renews. Keep it below the broker's
    /// delivery acknowledgement timeout (RabbitMQ: 30 minutes). More than zero. Default: 20 minutes.
    /// </summary>
    public TimeSpan DetachAfter { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Name of this process in the journal. At most 100 characters. Default: machine name and process id.</summary>
    public string WorkerName { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>When the health checks turn red.</summary>
    public WorkflowHealthOptions Health { get; } = new();

    internal IEnumerable<string> Faults()
    {
        foreach (var fault in Health.Faults())
            yield return fault;

        if (StaleAfter < TimeSpan.FromSeconds(1) || StaleAfter > TimeSpan.FromDays(1))
            yield return $"StaleAfter: expected 1 second to 1 day, but it is {StaleAfter}.";

        if (SweepInterval < TimeSpan.FromMilliseconds(100) || SweepInterval > TimeSpan.FromHours(1))
            yield return $"SweepInterval: expected 100 milliseconds to 1 hour, but it is {SweepInterval}.";

        if (KeepUnmatchedEvents < TimeSpan.Zero || KeepUnmatchedEvents > TimeSpan.FromDays(365))
            yield return $"KeepUnmatchedEvents: expected zero to 365 days, but it is {KeepUnmatchedEvents}.";

        if (KeptEventLimit is < 1 or > 10_000)
            yield return $"KeptEventLimit: expected 1 to 10,000, but it is {KeptEventLimit}.";

        if (LostAttemptLimit < 1)
            yield return $"LostAttemptLimit: expected at least 1, but it is {LostAttemptLimit}.";

        if (ContinuationStepLimit < 1)
            yield return $"ContinuationStepLimit: expected at least 1, but it is {ContinuationStepLimit}.";

        if (ContinuationTimeLimit <= TimeSpan.Zero)
            yield return $"ContinuationTimeLimit: expected more than zero, but it is {ContinuationTimeLimit}.";

        if (DetachAfter <= TimeSpan.Zero || DetachAfter > TimeSpan.FromDays(24))
            yield return $"DetachAfter: expected more than zero and at most 24 days, but it is {DetachAfter}.";

        if (string.IsNullOrWhiteSpace(WorkerName) || WorkerName.Length > 100 || WorkerName.Any(char.IsControl))
            yield return $"WorkerName: expected 1 to 100 printable characters, but it is '{WorkerName}'.";
    }
}
