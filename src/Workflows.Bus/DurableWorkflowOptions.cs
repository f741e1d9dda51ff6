namespace Workflows;

/// <summary>Settings of all workflows of a bus.</summary>
public sealed class DurableWorkflowOptions
{
    /// <summary>
    /// Silence after which an instance with a step or message out is stale (its broker lost the message, its worker died without
    /// a trace) and is driven on. Running steps renew it. At least 1 second. Default: 2 minutes.
    /// </summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often stale instances, overdue timers and expired events are looked for. At least 100 milliseconds. Default: 15 seconds.</summary>
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

    /// <summary>
    /// How long a call of <c>IWorkflowClient</c>, <c>IWorkflowInstances</c>, <c>IWorkflowInsights</c>, <c>IWorkflowBulk</c> or <c>IWorkflowQuarantine</c> may take before it ends with a
    /// <c>WorkflowStoreUnavailableException</c> or, where the store is not the reason, a <c>WorkflowTimeoutException</c>. An operation on many instances may take
    /// as long for each part of it, and <c>WaitForResultAsync</c> besides what it is told to wait. 1 second to 10 minutes. Default: 30 seconds.
    /// </summary>
    public TimeSpan CallTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Bytes that the state of an instance may have, as JSON in UTF-8. An attempt that makes it larger fails, a start is refused. Every step message carries the
    /// state, so this stays well below what the broker takes. 1 KiB to 256 MiB. Default: 2 MiB.
    /// </summary>
    public int StateSizeLimit { get; set; } = 2 * 1024 * 1024;

    /// <summary>
    /// Bytes that a message may have that a step publishes or sends, and an event that is kept or sent to an instance, as JSON in UTF-8. An attempt with a larger one
    /// fails, a call is refused. Keep it below what the broker takes (RabbitMQ: <c>max_message_size</c>, 16 MiB since version 4). At least twice <see cref="StateSizeLimit"/>.
    /// The messages of one attempt may have four times as much together, and so may the early events that an instance keeps. Default: 4 MiB.
    /// </summary>
    public int MessageSizeLimit { get; set; } = 4 * 1024 * 1024;

    /// <summary>What stays in the row of an instance together: each of several may be as large as a message may be.</summary>
    internal static long TogetherOf(int messageSizeLimit) => 4L * messageSizeLimit;

    /// <summary>Name of this process in the journal. At most 100 characters. Default: machine name and process id.</summary>
    public string WorkerName { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>
    /// What is repaired after a loss of RabbitMQ: nothing, what workflows need, or the application's own receive endpoints as well.
    /// Default: <see cref="WorkflowBrokerRepair.OwnEndpoints"/>.
    /// </summary>
    public WorkflowBrokerRepair BrokerRepair { get; set; } = WorkflowBrokerRepair.OwnEndpoints;

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

        if (CallTimeLimit < TimeSpan.FromSeconds(1) || CallTimeLimit > TimeSpan.FromMinutes(10))
            yield return $"CallTimeLimit: expected 1 second to 10 minutes, but it is {CallTimeLimit}.";

        if (StateSizeLimit is < 1_024 or > 256 * 1024 * 1024)
            yield return $"StateSizeLimit: expected 1,024 to 268,435,456 bytes, but it is {StateSizeLimit}.";

        if (MessageSizeLimit / 2 < StateSizeLimit)
            yield return $"MessageSizeLimit: expected at least twice StateSizeLimit, because a step message carries the state as text with every quotation mark escaped, but it is {MessageSizeLimit} and StateSizeLimit is {StateSizeLimit}.";

        if (!Enum.IsDefined(BrokerRepair))
            yield return $"BrokerRepair: expected Off, OwnEndpoints or AllEndpoints, but it is {BrokerRepair}.";

        if (string.IsNullOrWhiteSpace(WorkerName) || WorkerName.Length > 100 || WorkerName.Any(char.IsControl))
            yield return $"WorkerName: expected 1 to 100 printable characters, but it is '{WorkerName}'.";
    }
}
