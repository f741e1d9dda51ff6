using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// Tells from the journal alone where an instance stood at every entry, and with which state. Needs no definition: it also reads what
/// ran on one that is long gone.
/// </summary>
internal static class JournalReplay
{
    /// <param name="entries">A journal from its first entry on, in order.</param>
    /// <returns>The position after each entry.</returns>
    public static IEnumerable<JournalPosition> Positions(IEnumerable<JournalEntry> entries)
    {
        JournalPosition? position = null;
        foreach (var entry in entries)
        {
            position = After(position, entry);
            yield return position;
        }
    }

    /// <param name="before">Position after the entry before; null: this is the first one.</param>
    /// <param name="entry">The entry.</param>
    public static JournalPosition After(JournalPosition? before, JournalEntry entry)
    {
        var position = before ?? new JournalPosition { State = entry.Detail?.State ?? "{}" };
        if (entry.Sequence != position.Sequence + 1)
            throw new ArgumentException($"A journal is replayed from its first entry on, without gaps: expected entry {position.Sequence + 1}, but entry {entry.Sequence} came.", nameof(entry));

        var ended = EndedAs(entry.Kind) ?? (position.Status.IsTerminal() ? position.Status : null);
        var tokens = ended is null ? Tokens(position.Tokens, entry.Detail) : [];
        var isPaused = ended is null && IsPaused(position.IsPaused, entry.Kind);
        var isUndefined = ended is null && IsUndefined(position.IsUndefined, entry);
        var hasUnsendable = ended is null && HasUnsendable(position.HasUnsendable, entry);
        return new JournalPosition
        {
            Sequence = entry.Sequence,
            State = StatePatch.Apply(position.State, entry.Patch),
            Tokens = tokens,
            IsPaused = isPaused,
            IsUndefined = isUndefined,
            HasUnsendable = hasUnsendable,
            Status = ended ?? StatusOf.Living(isUndefined || hasUnsendable, isPaused, tokens.Select(token => token.State)),
        };
    }

    private static ImmutableArray<OpenedToken> Tokens(ImmutableArray<OpenedToken> before, EntryDetail? detail)
    {
        var closed = detail?.Closed ?? [];
        var opened = detail?.Opened ?? [];
        var tokens = before.RemoveAll(token => closed.Contains(token.Token));
        foreach (var token in opened)
        {
            var known = tokens.FirstOrDefault(open => open.Token == token.Token);
            tokens = known is null ? tokens.Add(token) : tokens.Replace(known, token);
        }

        return tokens;
    }

    private static WorkflowStatus? EndedAs(EntryKind kind) => kind switch
    {
        EntryKind.WorkflowCompleted => WorkflowStatus.Completed,
        EntryKind.WorkflowFailed => WorkflowStatus.Failed,
        EntryKind.WorkflowCanceled => WorkflowStatus.Canceled,
        _ => null,
    };

    private static bool IsPaused(bool before, EntryKind kind) => kind switch
    {
        EntryKind.WorkflowPaused => true,
        EntryKind.WorkflowResumed => false,
        _ => before,
    };

    /// <summary>Whatever has the message sent again or gives it up names it.</summary>
    private static bool HasUnsendable(bool before, JournalEntry entry) => entry.Kind switch
    {
        EntryKind.WorkflowFaulted when entry.Error?.Type == UnsentDecision.ErrorType => true,
        EntryKind.WorkflowRetried or EntryKind.WorkflowRewound or EntryKind.StepSkipped when entry.Detail?.MessageId is not null => false,
        _ => before,
    };

    private static bool IsUndefined(bool before, JournalEntry entry) => entry.Kind switch
    {
        EntryKind.WorkflowFaulted when entry.Error?.Type == DefinitionGap.ErrorType => true,
        EntryKind.WorkflowRetried or EntryKind.WorkflowRewound => false,
        _ => before,
    };
}
