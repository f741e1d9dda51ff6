using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Everything that a batch of transitions writes, table by table.</summary>
internal sealed class CommitRows
{
    public UpdatedInstances Updated { get; } = new();

    public NewInstances Inserted { get; } = new();

    public NewEntries Entries { get; } = new();

    public NewTimers TimersSet { get; } = new();

    public CanceledTimers TimersCanceled { get; } = new();

    public ChangedSubscriptions Subscribed { get; } = new();

    public ChangedSubscriptions Unsubscribed { get; } = new();

    public ChangedTokens TokensSet { get; } = new();

    public ClosedTokens TokensClosed { get; } = new();

    public CommitShape Shape =>
        (Updated.Count > 0 ? CommitShape.Updates : 0)
        | (Inserted.Count > 0 ? CommitShape.Inserts : 0)
        | (TimersSet.Count + TimersCanceled.Count > 0 ? CommitShape.Timers : 0)
        | (Subscribed.Count + Unsubscribed.Count > 0 ? CommitShape.Subscriptions : 0)
        | (TokensSet.Count + TokensClosed.Count > 0 ? CommitShape.Tokens : 0)
        | Updated.Parts | Inserted.Parts | Entries.Parts;

    /// <summary>
    /// Adds transitions in one order for all processes: rows are locked in the order of instance ids, keys in the order of keys, so that
    /// two batches wait for each other one way only.
    /// </summary>
    public void Add(IReadOnlyList<Transition> transitions)
    {
        foreach (var transition in transitions.Where(transition => !transition.IsNew).OrderBy(transition => transition.Instance.Id))
        {
            Updated.Add(transition);
            AddRest(transition);
        }

        foreach (var transition in transitions.Where(transition => transition.IsNew).OrderBy(transition => transition.Instance, _byKey))
        {
            Inserted.Add(transition);
            AddRest(transition);
        }
    }

    public void Clear()
    {
        Updated.Clear();
        Inserted.Clear();
        Entries.Clear();
        TimersSet.Clear();
        TimersCanceled.Clear();
        Subscribed.Clear();
        Unsubscribed.Clear();
        TokensSet.Clear();
        TokensClosed.Clear();
    }

    private static readonly Comparer<WorkflowInstance> _byKey = Comparer<WorkflowInstance>.Create((left, right) =>
    {
        var order = string.CompareOrdinal(left.Workflow, right.Workflow);
        order = order != 0 ? order : string.CompareOrdinal(left.Key, right.Key);
        return order != 0 ? order : left.Id.CompareTo(right.Id);
    });

    private void AddRest(Transition transition)
    {
        var instance = transition.Instance;
        foreach (var entry in transition.Entries)
            Entries.Add(instance.Id, entry);

        foreach (var timer in transition.TimersSet)
            TimersSet.Add(instance, timer);

        foreach (var timer in transition.TimersCanceled)
            TimersCanceled.Add(instance.Id, timer);

        foreach (var subscription in transition.Subscribed)
            Subscribed.Add(instance, subscription);

        foreach (var subscription in transition.KeysReleased)
            Unsubscribed.Add(instance, subscription);

        AddTokens(OpenPlace.Of(transition.Before), OpenPlace.Of(instance), instance);
    }

    /// <summary>What is as it was before is left alone.</summary>
    private void AddTokens(IReadOnlyList<OpenPlace> before, IReadOnlyList<OpenPlace> after, WorkflowInstance instance)
    {
        foreach (var open in after)
        {
            if (!before.Contains(open))
                TokensSet.Add(instance, open);
        }

        foreach (var open in before)
        {
            if (!after.Any(known => known.Token == open.Token))
                TokensClosed.Add(instance.Id, open.Token);
        }
    }
}
