using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Quarantine;

/// <summary>A page of the rows in quarantine.</summary>
internal sealed record QuarantineModel(DateTimeOffset At, string? After, IReadOnlyList<string> Faults, Section<WorkflowPage<WorkflowQuarantinedRow>> Rows);
