using Workflows.Dashboard.Services.Operations;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>The event that many instances are sent: what there is to choose from, and the form to write it in.</summary>
/// <param name="Types">Events that the definitions of their workflows take.</param>
/// <param name="Type">The chosen one; null: none yet.</param>
/// <param name="Fields">Fields of the event; empty: it is written as JSON.</param>
/// <param name="Error">Why the definitions could not be read; null: they were.</param>
internal sealed record BulkEventForm(IReadOnlyList<string> Types, string? Type, IReadOnlyList<ShapeField> Fields, string? Error = null)
{
    /// <returns>The event as it was filled in, as JSON.</returns>
    /// <exception cref="FormatException">A field holds what it does not take; the message names it.</exception>
    public string Compose(Func<string, string?> field) => Fields.Count > 0 ? ShapeForm.Compose(Fields, field) : field("body") ?? "";
}
