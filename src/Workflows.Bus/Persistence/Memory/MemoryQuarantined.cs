using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>A row that failed, with what was taken out of its table.</summary>
internal sealed class MemoryQuarantined(PoisonRow row, DateTimeOffset firstAt)
{
    private readonly DateTimeOffset _firstAt = firstAt;

    public PoisonRow Row { get; private set; } = row;

    public int TryCount { get; private set; }

    public DateTimeOffset LastAt { get; private set; }

    public DateTimeOffset NextAt { get; private set; } = firstAt;

    public DateTimeOffset? QuarantinedAt { get; private set; }

    /// <summary>Of an instance, when it failed.</summary>
    public long? Revision { get; private set; }

    public DueTimer? Timer { get; set; }

    /// <summary>Of an instance, as it was set.</summary>
    public InstanceTimer? InstanceTimer { get; set; }

    public List<MemoryParkedEvent> Events { get; } = [];

    public void Count(PoisonRow row, long? revision, DateTimeOffset now)
    {
        if (QuarantinedAt is not null || now < NextAt)
            return;

        TryCount = revision == Revision ? TryCount + 1 : 1;
        (Row, Revision, LastAt, NextAt) = (row, revision, now, now + QuarantineRules.DelayAfter(TryCount));
        if (TryCount >= QuarantineRules.MaxTries)
            QuarantinedAt = now;
    }

    public WorkflowQuarantinedRow ToRow() => new()
    {
        Id = Row.Id,
        Kind = Row.Kind,
        SubjectId = Row.SubjectId,
        Workflow = Row.Workflow,
        Version = Row.Version,
        InstanceId = Row.InstanceId,
        Reason = Row.Reason,
        TryCount = TryCount,
        FirstAt = _firstAt,
        QuarantinedAt = QuarantinedAt!.Value,
        Content = Timer is not null ? JsonSerializer.Serialize(Timer) : Events.Count > 0 ? JsonSerializer.Serialize(Events.Select(parked => parked.Event)) : null,
    };
}
