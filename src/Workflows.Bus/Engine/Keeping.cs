using System.Globalization;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>An event that no wait takes yet stays with the instance, until the wait it is for is reached.</summary>
internal static class Keeping
{
    /// <param name="draft">Takes the changes.</param>
    /// <param name="trigger">The event.</param>
    /// <param name="waits">The waits that it is for.</param>
    /// <returns>Why it cannot be kept; null: it is.</returns>
    public static string? TryKeep(TransitionDraft draft, EventTrigger trigger, IReadOnlyCollection<WorkflowPlace> waits)
    {
        if (draft.Kept.Count >= draft.Settings.KeptEventLimit)
            return $"the instance keeps {draft.Settings.KeptEventLimit} early events already";

        try
        {
            var body = draft.Settings.EventJson.Serialize(trigger.Event, trigger.EventType);
            var size = draft.Kept.Sum(kept => (long)kept.Body.Length);
            if (size + body.Length > draft.Settings.KeptSizeLimit)
                return string.Create(CultureInfo.InvariantCulture, $"the instance keeps early events of {size:N0} characters already, and this one has {body.Length:N0}, but all together may have {draft.Settings.KeptSizeLimit:N0}");

            draft.Kept.Add(new KeptEvent(trigger.EventId, MessageName.Of(trigger.EventType), body, draft.Now, [.. waits]) { Context = trigger.Context });
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

    /// <summary>Records that an event that was kept is lost to the instance, and why.</summary>
    public static void Drop(TransitionDraft draft, KeptEvent kept, WorkflowPlace wait, string why)
    {
        draft.Kept.Remove(kept);
        draft.Write(EntryKind.EventDropped, node: wait.Name, reason: why, detail: new EntryDetail { EventType = kept.EventType, EventId = kept.Id }, scope: wait.Parent);
    }

    private static EntryDetail Detail(EventTrigger trigger) => new() { EventType = MessageName.Of(trigger.EventType), EventId = trigger.EventId };
}
