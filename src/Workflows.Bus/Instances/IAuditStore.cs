using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>What people did: read from the journals, and from the record of what stands in no journal.</summary>
internal interface IAuditStore
{
    /// <summary>Records an operation that leaves no entry in a journal: refused, or none on one instance. Recording one twice is one.</summary>
    Task RecordAsync(Guid id, WorkflowAuditEntry entry, CancellationToken cancellationToken);

    /// <returns>Latest first.</returns>
    Task<IReadOnlyList<AuditLine>> ListAuditAsync(WorkflowAuditFilter filter, AuditCursor? after, int limit, CancellationToken cancellationToken);
}

/// <summary>An operation at its place in the list.</summary>
internal sealed record AuditLine(AuditCursor Place, WorkflowAuditEntry Entry);

/// <summary>The place of an operation: its time, then the instance or the record, then the entry in the journal.</summary>
internal readonly record struct AuditCursor(DateTimeOffset At, Guid Id, int Sequence);
