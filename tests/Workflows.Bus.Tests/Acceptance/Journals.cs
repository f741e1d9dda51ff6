using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>Short forms of what tests ask of a journal.</summary>
internal static class Journals
{
    public static IReadOnlyList<string> Kinds(this WorkflowRun run) => [.. run.Journal.Select(entry => entry.Kind)];

    /// <summary>Entries as <c>Kind Node</c>, or <c>Kind</c> alone.</summary>
    public static IReadOnlyList<string> Lines(this WorkflowRun run) => [.. run.Journal.Select(entry => entry.Node is null ? entry.Kind : $"{entry.Kind} {entry.Node}")];

    public static int Count(this WorkflowRun run, EntryKind kind) => run.Journal.Count(entry => entry.Kind == kind.ToString());

    public static Workflows.Contracts.WorkflowJournalEntry Single(this WorkflowRun run, EntryKind kind, string node) =>
        run.Journal.Where(entry => entry.Kind == kind.ToString() && entry.Node == node).ShouldHaveSingleItem(run.ToString());

    public static Workflows.Contracts.WorkflowJournalEntry Single(this WorkflowRun run, EntryKind kind) =>
        run.Journal.Where(entry => entry.Kind == kind.ToString()).ShouldHaveSingleItem(run.ToString());

    public static IReadOnlyList<DateTimeOffset> TimesOf(this WorkflowRun run, EntryKind kind) =>
        [.. run.Journal.Where(entry => entry.Kind == kind.ToString()).Select(entry => entry.At)];
}
