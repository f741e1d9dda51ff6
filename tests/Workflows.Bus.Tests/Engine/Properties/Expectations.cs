using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

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
            .SelectMany(wait => wait.Events.Select(awaited => (Wait: wait.Name, Event: awaited)))
            .Where(listening => listening.Event.Correlation is not null)
            .Where(listening => !listening.Event.IgnoreEarlyEvents || At(run, listening.Wait).Any(token => token.State is WorkflowTokenState.Waiting or WorkflowTokenState.Faulted))
            .Where(listening => !At(run, listening.Wait).Any(token => token.Received.Contains(listening.Event.EventName)))
            .Select(listening => (listening.Wait, listening.Event.EventName, Key: KeyOf(run, listening.Event)))
            .Where(listening => listening.Key is not null);
        run.Instance.Execution.Subscriptions.Where(subscription => !IsUnknown(run, subscription))
            .Select(subscription => (subscription.Wait, subscription.EventType, subscription.Key)).ShouldBe(expected!, ignoreOrder: true);
    }

    /// <summary>A wait rests only while it is not over, and has taken each of its events at most once.</summary>
    public static void CheckReceived(EngineRun run)
    {
        foreach (var token in run.Instance.Execution.Tokens)
        {
            token.Received.ShouldBeUnique();
            if (token.Received.IsEmpty || run.Plan!.Find(token.Node) is not { } node)
                continue;

            var wait = node.ShouldBeOfType<WaitNode>();
            wait.Rule.ShouldBe(WaitRule.All);
            var names = wait.Events.Select(awaited => awaited.EventName).ToArray();
            token.Received.ShouldBeSubsetOf(names);
            token.Received.Length.ShouldBeLessThan(names.Length);
        }
    }

    private static IEnumerable<Token> At(EngineRun run, string wait) => run.Instance.Execution.Tokens.Where(token => token.Node == wait);

    /// <summary>What was listened for stays as it was while the key cannot be taken.</summary>
    private static bool IsUnknown(EngineRun run, Subscription subscription)
    {
        try
        {
            return run.Plan!.Find(subscription.Wait) is WaitNode wait && wait.Find(subscription.EventType)!.Correlation!.FromState is { } key && key(run.State) == "";
        }
        catch (NullReferenceException)
        {
            return true;
        }
    }

    private static string? KeyOf(EngineRun run, AwaitedEvent wait)
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
