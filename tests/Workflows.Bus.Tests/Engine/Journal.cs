using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>The journal of a run, with the questions that tests ask of it.</summary>
internal sealed class Journal
{
    private readonly List<JournalEntry> _entries = [];

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public JournalEntry Last => _entries[^1];

    public IEnumerable<EntryKind> Kinds => _entries.Select(entry => entry.Kind);

    public void Add(IEnumerable<JournalEntry> entries) => _entries.AddRange(entries);

    public IReadOnlyList<JournalEntry> Of(EntryKind kind) => [.. _entries.Where(entry => entry.Kind == kind)];

    public JournalEntry Single(EntryKind kind) => Of(kind).ShouldHaveSingleItem();
}
