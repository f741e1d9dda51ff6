using System.Collections.Immutable;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// The journal entries of one transition. They hold what it takes to tell, without the definition, where the instance stood at any of them: every
/// token that comes, goes, stops or goes on is noted with the entry that was written last.
/// </summary>
internal sealed class JournalDraft(int last)
{
    private readonly List<JournalEntry> _entries = [];

    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Sequence number of the last entry.</summary>
    public int Last => last + _entries.Count;

    public void Write(JournalEntry entry) => _entries.Add(entry);

    /// <summary>The token is there with the last entry, as it stands.</summary>
    public void NoteOpened(Token token) => Note(detail =>
        detail with { Opened = Without(detail.Opened, token).Add(new OpenedToken(token.Id, token.Node, token.State, token.DueAt) { Scope = token.Scope }) });

    /// <summary>The token is gone with the last entry.</summary>
    public void NoteClosed(Token token) => Note(detail =>
    {
        var others = Without(detail.Opened, token);
        return others.Length == (detail.Opened?.Length ?? 0)
            ? detail with { Closed = (detail.Closed ?? []).Add(token.Id) }
            : detail with { Opened = others };
    });

    private void Note(Func<EntryDetail, EntryDetail> change) =>
        _entries[^1] = _entries[^1] with { Detail = change(_entries[^1].Detail ?? new EntryDetail()) };

    private static ImmutableArray<OpenedToken> Without(ImmutableArray<OpenedToken>? opened, Token token) =>
        (opened ?? []).RemoveAll(known => known.Token == token.Id);
}
