using Workflows.Definition;

namespace Workflows.Tests.Engine.Properties;

/// <summary>What follows from definition and instance, computed in another way than the engine does it.</summary>
internal static class Expectations
{
    /// <summary>An instance listens for every wait that can be reached from where it stands and whose key is known.</summary>
    public static void CheckSubscriptions(EngineRun run)
    {
        if (run.Instance.Execution.Undefined)
            return;

        var expected = run.Instance.Execution.Tokens
            .SelectMany(token => Reachable(run.Plan!.Find(token.Node)).OfType<WaitNode>())
            .Distinct()
            .Where(wait => wait.Correlation is not null)
            .Where(wait => !wait.IgnoreEarlyEvents || run.Instance.Execution.Tokens.Any(token => token.Node == wait.Name && token.State == Contracts.WorkflowTokenState.Waiting))
            .Select(wait => (wait.Name, Key: KeyOf(run, wait)))
            .Where(wait => wait.Key is not null);
        run.Instance.Execution.Subscriptions.Select(subscription => (subscription.Wait, subscription.Key)).ShouldBe(expected!, ignoreOrder: true);
    }

    private static string? KeyOf(EngineRun run, WaitNode wait)
    {
        try
        {
            return wait.Correlation!.FromState is { } key ? key(run.State) : EngineRun.InstanceId.ToString();
        }
        catch (NullReferenceException)
        {
            return null;
        }
    }

    private static HashSet<PlanNode> Reachable(PlanNode? from)
    {
        var found = new HashSet<PlanNode>();
        var open = new Stack<PlanNode?>([from]);
        while (open.TryPop(out var node))
        {
            if (node is null || !found.Add(node))
                continue;

            foreach (var (next, _) in node.Exits())
                open.Push(next);
        }

        return found;
    }
}
