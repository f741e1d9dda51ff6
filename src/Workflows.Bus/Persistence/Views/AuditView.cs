using System.Collections.Frozen;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Kinds;

namespace Workflows.Persistence.Views;

/// <summary>Entries of journals as operations of people.</summary>
internal static class AuditView
{
    private const string Start = "Start";

    private static readonly FrozenDictionary<string, string> _operationsByEntry = OperationKinds.All
        .SelectMany(kind => kind.Entries, (kind, entry) => (Entry: entry, Operation: kind.Name))
        .Append((Entry: nameof(EntryKind.WorkflowStarted), Operation: Start))
        .Append((Entry: nameof(EntryKind.WorkflowScheduled), Operation: Start))
        .ToFrozenDictionary(pair => pair.Entry, pair => pair.Operation);

    /// <summary>All that can stand in the record: the operations on one instance, those on jobs, and those on rows in quarantine.</summary>
    public static string[] Operations { get; } = [Start, .. OperationKinds.All.Select(kind => kind.Name), BulkAudit.Accepted, BulkAudit.Aborted, QuarantineAudit.Released, QuarantineAudit.Discarded];

    /// <returns>Names of the kinds of entries that an operation writes; of all operations where none is named.</returns>
    public static string[] KindsOf(string? operation) => [.. _operationsByEntry.Where(pair => operation is null || pair.Value == operation).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    public static AuditLine Of(string kind, DateTimeOffset at, Guid instanceId, int sequence, string? node) => new(
        new AuditCursor(at, instanceId, sequence),
        new WorkflowAuditEntry
        {
            At = at,
            Operation = _operationsByEntry[kind],
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
