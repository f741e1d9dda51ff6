namespace Workflows.Dashboard.Services.Operations;

/// <summary>The form that starts an instance.</summary>
/// <param name="Workflows">Names to choose from.</param>
/// <param name="Workflow">The chosen one; null: none yet.</param>
/// <param name="Version">The version that a start takes.</param>
/// <param name="Fields">Fields of the starting state; empty: it is written as JSON.</param>
/// <param name="HasShape">A form could be made.</param>
/// <param name="WhyNotOperate">Why the viewer may not start; null: may.</param>
/// <param name="Error">Why the names could not be read; null: they were.</param>
/// <param name="Faults">Parts of the address that were left out, and why.</param>
internal sealed record StartModel(IReadOnlyList<string> Workflows, string? Workflow, int? Version, IReadOnlyList<ShapeField> Fields, bool HasShape, string? WhyNotOperate, string? Error = null, IReadOnlyList<string>? Faults = null);
