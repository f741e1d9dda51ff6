using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Journal;

/// <summary>One entry of a journal.</summary>
/// <param name="Entry">The entry, without payloads where the viewer may not see them.</param>
/// <param name="Text">What happened, for people.</param>
/// <param name="Tone">How it looks.</param>
/// <param name="HasHiddenPayload">Something was taken out for this viewer.</param>
internal sealed record JournalLine(WorkflowJournalEntry Entry, string Text, JournalTone Tone, bool HasHiddenPayload)
{
    public static JournalLine Of(WorkflowJournalEntry entry, bool showsPayloads)
    {
        var detail = JournalDetail.Of(entry);
        var shown = showsPayloads ? entry : Payloads.Without(entry);
        return new JournalLine(shown, JournalText.Of(entry, detail), JournalText.ToneOf(entry), !ReferenceEquals(shown, entry));
    }
}

/// <summary>How an entry looks.</summary>
internal enum JournalTone
{
    Plain,
    Good,
    Bad,
    Person,
}
