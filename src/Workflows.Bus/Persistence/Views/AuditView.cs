using System.Collections.Frozen;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>Entries of journals as operations of people.</summary>
internal static class AuditView
{
    private static readonly FrozenDictionary<EntryKind, string> _operations = new Dictionary<EntryKind, string>
    {
        [EntryKind.WorkflowStarted] = "Start",
        [EntryKind.WorkflowScheduled] = "Start",
        [EntryKind.WorkflowPaused] = "Pause",
        [EntryKind.WorkflowResumed] = "Resume",
        [EntryKind.WorkflowCanceled] = "Cancel",
        [EntryKind.WorkflowRetried] = "Retry",
        [EntryKind.StepSkipped] = "Skip",
        [EntryKind.WorkflowRewound] = "Rewind",
        [EntryKind.EventReceived] = "SendEvent",
        [EntryKind.EventKept] = "SendEvent",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> _operationsByName = _operations.ToFrozenDictionary(pair => pair.Key.ToString(), pair => pair.Value);

    /// <summary>All that can stand in the record: the operations on one instance, and those on jobs.</summary>
    public static string[] Operations { get; } = [.. _operations.Values.Distinct().Append(BulkAudit.Accepted).Append(BulkAudit.Aborted)];

    /// <returns>Names of the kinds of entries that an operation writes; of all operations where none is named.</returns>
    public static string[] KindsOf(string? operation) => [.. _operationsByName.Where(pair => operation is null || pair.Value == operation).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    public static AuditLine Of(string kind, DateTimeOffset at, Guid instanceId, int sequence, string? node) => new(
        new AuditCursor(at, instanceId, sequence),
        new WorkflowAuditEntry
        {
            At = at,
            Operation = _operationsByName[kind],
            IsAccepted = true,
            Outcome = OutcomeOf(kind, node),
            InstanceId = instanceId,
            Sequence = sequence,
        });

    /// <summary>Only where there is more to say than that it was done.</summary>
    private static string? OutcomeOf(string kind, string? node) => kind switch
    {
        nameof(EntryKind.EventReceived) => $"'{node}' took the event.",
        nameof(EntryKind.EventKept) => "The event is kept until its wait is reached.",
        nameof(EntryKind.WorkflowScheduled) => "Accepted for later.",
        _ when node is not null => $"At '{node}'.",
        _ => null,
    };
}
