using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Quarantine;

/// <summary>One row in quarantine.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Row">The row, as far as the viewer may see it.</param>
/// <param name="IsHidden">Its content is kept from the viewer.</param>
/// <param name="WhyNotOperate">Why the viewer may not release or discard it; null: he may.</param>
internal sealed record QuarantinedRowModel(DateTimeOffset At, WorkflowQuarantinedRow Row, bool IsHidden, string? WhyNotOperate);
