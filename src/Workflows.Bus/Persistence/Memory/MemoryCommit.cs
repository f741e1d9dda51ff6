using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Stores one transition, whole or not at all.</summary>
internal static class MemoryCommit
{
    public static CommitOutcome Apply(MemoryTables tables, Transition transition)
    {
        var after = transition.Instance;
        var stored = tables.Instances.GetValueOrDefault(after.Id);
        if (transition.IsNew ? stored is not null : stored is null || stored.Current.Revision != after.Revision - 1)
            return CommitOutcome.Conflict;

        if (transition.IsNew && after.Key is not null && tables.LiveKeys.ContainsKey((after.Workflow, after.Key)))
            return CommitOutcome.KeyTaken;

        try
        {
            StorableContent.Check(transition);
        }
        catch (UnstorableException exception)
        {
            return CommitOutcome.Failed(exception);
        }

        Write(tables, transition, stored);
        return CommitOutcome.Committed;
    }

    private static void Write(MemoryTables tables, Transition transition, MemoryInstance? stored)
    {
        var after = transition.Instance;
        tables.SetStaleAt(after.Id, stored?.Current.StaleAt, after.StaleAt);
        if (stored is null)
        {
            stored = new MemoryInstance(after);
            tables.Instances.Add(after.Id, stored);
            tables.ByCreation.Add(new ListCursor(after.CreatedAt, after.Id));
        }

        stored.Take(transition);
        tables.NoteChange();
        WriteKey(tables, after);
        WriteTimers(tables, transition);
        WriteSubscriptions(tables, transition);
    }

    private static void WriteKey(MemoryTables tables, WorkflowInstance after)
    {
        if (after.Key is null)
            return;

        if (after.Status.IsTerminal())
            tables.LiveKeys.Remove((after.Workflow, after.Key));
        else
            tables.LiveKeys[(after.Workflow, after.Key)] = after.Id;
    }

    private static void WriteTimers(MemoryTables tables, Transition transition)
    {
        foreach (var id in transition.TimersCanceled)
            tables.RemoveTimer(id);

        foreach (var timer in transition.TimersSet)
        {
            tables.SetTimer(new DueTimer(timer.Id, timer.DueAt)
            {
                InstanceId = transition.Instance.Id,
                Workflow = transition.Instance.Workflow,
                Version = transition.Instance.Version,
            }, timer);
        }
    }

    private static void WriteSubscriptions(MemoryTables tables, Transition transition)
    {
        var (id, workflow) = (transition.Instance.Id, transition.Instance.Workflow);
        foreach (var subscription in transition.KeysReleased)
        {
            var place = (workflow, new WaitKey(subscription.Wait, subscription.Key));
            if (tables.Subscribers.TryGetValue(place, out var subscribers) && subscribers.Remove(id) && subscribers.Count == 0)
                tables.Subscribers.Remove(place);
        }

        foreach (var subscription in transition.Subscribed)
        {
            var place = (workflow, new WaitKey(subscription.Wait, subscription.Key));
            if (!tables.Subscribers.TryGetValue(place, out var subscribers))
                tables.Subscribers.Add(place, subscribers = []);

            subscribers.Add(id);
        }
    }
}
