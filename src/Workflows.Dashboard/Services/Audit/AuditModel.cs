using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Audit;

/// <summary>A page of operations.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Query">What was asked for.</param>
/// <param name="Faults">Parts of the address that were left out, and why.</param>
/// <param name="Entries">The operations, latest first.</param>
/// <param name="Next">Cursor of the page behind; null: none.</param>
internal sealed record AuditModel(DateTimeOffset At, AuditQuery Query, IReadOnlyList<string> Faults, IReadOnlyList<WorkflowAuditEntry> Entries, string? Next);
