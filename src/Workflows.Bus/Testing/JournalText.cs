using System.Globalization;
using System.Text;
using Workflows.Contracts;

namespace Workflows.Testing;

/// <summary>A journal as text, a line for each entry.</summary>
internal static class JournalText
{
    public static string Of(IReadOnlyList<WorkflowJournalEntry> journal)
    {
        if (journal.Count == 0)
            return "  (the journal is empty)";

        var kindWidth = journal.Max(entry => entry.Kind.Length);
        var nodeWidth = journal.Max(entry => entry.Node?.Length ?? 0);
        var text = new StringBuilder();
        foreach (var entry in journal)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"  {entry.Sequence,3}  {entry.At:yyyy-MM-dd HH:mm:ss}  {entry.Kind.PadRight(kindWidth)}  {(entry.Node ?? "").PadRight(nodeWidth)}  {Rest(entry)}");
            text.AppendLine(line.TrimEnd());
        }

        return text.ToString().TrimEnd();
    }

    private static string Rest(WorkflowJournalEntry entry)
    {
        var parts = new List<string>();
        if (entry.Attempt is { } attempt)
            parts.Add($"attempt {attempt}");

        if (entry.Actor is { } actor)
            parts.Add($"by {actor}");

        if (entry.Reason is { } reason)
            parts.Add(reason);

        if (entry.Error is { } error)
            parts.Add($"{error.Type}: {error.Message}");

        return string.Join(", ", parts);
    }
}
