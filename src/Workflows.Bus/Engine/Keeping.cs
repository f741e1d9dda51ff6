using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>An event that no wait takes yet stays with the instance, until the wait it is for is reached.</summary>
internal static class Keeping
{
    /// <param name="draft">Takes the changes.</param>
    /// <param name="trigger">The event.</param>
    /// <param name="waits">Names of the waits that it is for.</param>
    /// <returns>Why it cannot be kept; null: it is.</returns>
    public static string? TryKeep(TransitionDraft draft, EventTrigger trigger, IReadOnlyCollection<string> waits)
    {
        if (draft.Kept.Count >= draft.Settings.KeptEventLimit)
            return $"the instance keeps {draft.Settings.KeptEventLimit} early events already";

        try
        {
            var body = draft.Settings.EventJson.Serialize(trigger.Event, trigger.EventType);
            draft.Kept.Add(new KeptEvent(trigger.EventId, trigger.EventType.FullName!, body, draft.Now, [.. waits]));
        }
        catch (UnstorableException exception)
        {
            return exception.Message.TrimEnd('.');
        }

        draft.Write(EntryKind.EventKept, actor: trigger.Actor, reason: trigger.Reason, detail: Detail(trigger));
        return null;
    }

    /// <summary>Records that an event is lost to the instance, and why.</summary>
    public static void Drop(TransitionDraft draft, EventTrigger trigger, string why) =>
        draft.Write(EntryKind.EventDropped, reason: why, detail: Detail(trigger));

    private static EntryDetail Detail(EventTrigger trigger) => new() { EventType = trigger.EventType.FullName, EventId = trigger.EventId };
}
