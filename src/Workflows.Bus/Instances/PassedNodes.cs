using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>
/// The nodes that an instance has passed on its way to where it stands, told from its journal: what was finished, decided, received, slept, timed out or
/// skipped there. A rewind takes back what came behind its node.
/// </summary>
internal static class PassedNodes
{
    private const int PageSize = 1_000;

    private static readonly EntryKind[] _kinds =
    [
        EntryKind.StepCompleted, EntryKind.StepSkipped, EntryKind.SleepElapsed, EntryKind.EventReceived, EntryKind.WaitTimedOut, EntryKind.BranchChosen,
        EntryKind.WorkflowRewound,
    ];

    private static readonly WorkflowJournalSearch _search = new() { Kinds = [.. _kinds.Select(kind => kind.ToString())] };

    /// <param name="entries">A journal, earliest entry first; entries that tell nothing of this may be missing.</param>
    /// <returns>Each once, in the order of the last pass.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<JournalEntry> entries) =>
        Of(entries.Where(entry => _kinds.Contains(entry.Kind)).Select(entry => (entry.Kind == EntryKind.WorkflowRewound, entry.Node)));

    /// <summary>Of an instance as it is stored.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(ISearchStore store, Guid instanceId, CancellationToken cancellationToken)
    {
        var marks = new List<(bool IsRewind, string? Node)>();
        int? after = null;
        IReadOnlyList<WorkflowJournalEntry> page;
        do
        {
            page = await store.SearchJournalAsync(instanceId, _search, after, PageSize, cancellationToken);
            marks.AddRange(page.Select(entry => (entry.Kind == nameof(EntryKind.WorkflowRewound), entry.Node)));
            after = page.Count == 0 ? null : page[^1].Sequence;
        }
        while (page.Count == PageSize);

        return Of(marks);
    }

    private static List<string> Of(IEnumerable<(bool IsRewind, string? Node)> marks)
    {
        var passed = new List<string>();
        foreach (var (isRewind, node) in marks)
        {
            if (node is null)
                continue;

            var at = passed.IndexOf(node);
            if (isRewind && at >= 0)
                passed.RemoveRange(at, passed.Count - at);
            else if (!isRewind)
                Pass(passed, node, at);
        }

        return passed;
    }

    private static void Pass(List<string> passed, string node, int at)
    {
        if (at >= 0)
            passed.RemoveAt(at);

        passed.Add(node);
    }
}
