using Workflows.Contracts;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>What an operation on many instances is called and what comes of it.</summary>
internal static class BulkText
{
    public static string Name(WorkflowBulkOperation operation) => OperationKinds.Find(operation)?.Title ?? operation.ToString();

    public static string Title(WorkflowBulkOperation operation, WorkflowCount count, string? eventType = null) => operation == WorkflowBulkOperation.SendEvent
        ? $"Send {(eventType is null ? "an event" : Shown.TypeName(eventType))} to {Numbers.Of(count, "instance")}"
        : $"{Name(operation)} {Numbers.Of(count, "instance")}";

    public static IReadOnlyList<string> Consequences(WorkflowBulkOperation operation) => OperationTexts.Find(operation)?.ForMany ?? [];

    /// <summary>Whether it cannot be taken back.</summary>
    public static bool IsFinal(WorkflowBulkOperation operation) => OperationTexts.Find(operation) is { IsFinal: true };

    /// <summary>Whether the operation makes sense in a status; where not, its rows will say so.</summary>
    public static bool Applies(WorkflowBulkOperation operation, WorkflowStatus status) => OperationKinds.Find(operation) is { } kind && kind.MayApply(status);

    /// <summary>The instances that a frozen filter finds.</summary>
    /// <param name="search">The filter.</param>
    /// <param name="failure">The failure that it names, in words; null: it names none, or nothing fails with it any more.</param>
    public static string Which(WorkflowSearch search, string? failure = null) =>
        Conditions(search, failure) is { Count: > 0 } conditions ? $"Every instance with {string.Join(", ", conditions)}" : "Every instance";

    private static List<string> Conditions(WorkflowSearch search, string? failure)
    {
        var filter = search.Filter;
        var phrases = new List<string>();
        if (filter.Statuses.Count > 0)
            phrases.Add($"status {string.Join(" or ", filter.Statuses)}");

        Add(phrases, "workflow", filter.Workflow);
        Add(phrases, "version", filter.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(phrases, "key", filter.Key);
        foreach (var (name, value) in filter.Tags)
            Add(phrases, $"tag {Shown.Line(name, 40)}", value);

        Add(phrases, "accepted from", filter.CreatedFrom is { } from ? Utc.Text(from) : null);
        Add(phrases, "accepted before", filter.CreatedBefore is { } to ? Utc.Text(to) : null);
        Add(phrases, "text", search.Text);
        Add(phrases, "step", search.Node);
        Add(phrases, "event", Shown.TypeName(search.WaitingFor));
        Add(phrases, "failure", search.Fingerprint is null ? null : failure ?? search.Fingerprint, 300);
        Add(phrases, "unchanged since", search.UnchangedSince is { } since ? Utc.Text(since) : null);
        return phrases;
    }

    private static void Add(List<string> phrases, string name, string? value, int max = 80)
    {
        if (!string.IsNullOrEmpty(value))
            phrases.Add($"{name} {Shown.Line(value, max)}");
    }
}
