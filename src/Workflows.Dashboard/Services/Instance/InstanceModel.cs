using Workflows.Contracts;
using Workflows.Dashboard.Services.Audit;
using Workflows.Dashboard.Services.Journal;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.States;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>One instance. Only the part that is looked at is set.</summary>
internal sealed record InstanceModel
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The instance, without payloads where the viewer may not see them.</summary>
    public required WorkflowDetails Details { get; init; }

    public required bool ShowsPayloads { get; init; }

    /// <summary>Why the viewer may not operate; null: may.</summary>
    public required string? WhyNotOperate { get; init; }

    public required IReadOnlyList<OperationKind> Possible { get; init; }

    public required Cause? Cause { get; init; }

    /// <summary>Entries in the journal; null: not known.</summary>
    public required int? EntryCount { get; init; }

    /// <summary>Whether any process registered the definition it runs on.</summary>
    public required bool IsDefinitionKnown { get; init; }

    /// <summary>Why that could not be read; null: it was.</summary>
    public required string? DefinitionError { get; init; }

    /// <summary>What of it is in quarantine: the instance itself, or timers of it.</summary>
    public IReadOnlyList<WorkflowQuarantinedRow> Quarantined { get; init; } = [];

    public required InstanceTab Tab { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    public Section<TimelineModel>? Timeline { get; init; }

    public Section<JournalModel>? Journal { get; init; }

    public Section<StateModel>? State { get; init; }

    public Section<IReadOnlyList<JournalLine>>? FailedAttempts { get; init; }

    public Section<AuditModel>? Operations { get; init; }
}
