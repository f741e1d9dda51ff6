using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Events;

/// <summary>The keys by which those are found whom an event is for: of all waits of all versions that the process knows.</summary>
internal sealed class EventKeys(WorkflowRegistry registry, KeylessEvents keyless, FormerWaits formerWaits)
{
    /// <param name="delivered">The event.</param>
    /// <param name="fail">Takes what the definition threw for one wait, which keeps the event from no other.</param>
    public IReadOnlyList<WaitKey> Of(DeliveredEvent delivered, Action<Exception> fail)
    {
        var keys = new List<WaitKey>();
        foreach (var plan in registry.VersionsOf(delivered.Workflow))
        {
            if (!delivered.IsFor(plan.Version))
                continue;

            foreach (var wait in plan.Waits)
            {
                if (wait.Find(delivered.EventType)?.Correlation is not { } correlation)
                    continue;

                try
                {
                    Collect(delivered, plan, wait, correlation, keys);
                }
                catch (Exception exception)
                {
                    fail(EventFunctionException.OfKey(plan.Identity, wait.Name, correlation.EventLabel, delivered.EventType, exception));
                }
            }
        }

        return keys;
    }

    private void Collect(DeliveredEvent delivered, WorkflowPlan plan, WaitNode wait, EventCorrelation correlation, List<WaitKey> keys)
    {
        string[] names = [wait.Name, .. formerWaits.For(plan, delivered.EventType)];
        var key = correlation.FromEvent(delivered.Message);
        if (key is null)
            keyless.Note(delivered, wait.Name, correlation);
        else if (StorableKey.ProblemOf(key) is { } problem)
            keyless.NoteUnstorable(delivered, wait.Name, correlation, problem);
        else
            Add(keys, names, key);

        if (correlation.FormerFromEvent?.Invoke(delivered.Message) is { Length: > 0 } former && StorableKey.ProblemOf(former) is null)
            Add(keys, names, former);
    }

    private static void Add(List<WaitKey> keys, string[] waits, string key)
    {
        foreach (var wait in waits)
        {
            var pair = new WaitKey(wait, key);
            if (!keys.Contains(pair))
                keys.Add(pair);
        }
    }
}
