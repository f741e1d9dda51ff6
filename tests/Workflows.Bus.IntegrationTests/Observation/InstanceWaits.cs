using Workflows.Contracts;

namespace Workflows.IntegrationTests.Observation;

/// <summary>Waits until instances have come to where a test wants them.</summary>
internal static class InstanceWaits
{
    public static Task<WorkflowDetails> CompletesAsync(this InstanceView view, Guid instanceId) => view.ReachesAsync(instanceId, WorkflowStatus.Completed);

    public static async Task<WorkflowDetails> ReachesAsync(this InstanceView view, Guid instanceId, WorkflowStatus status)
    {
        WorkflowDetails? details = null;
        await Eventually.HoldsAsync(
            async () => (details = await view.FindAsync(instanceId))?.Summary.Status == status,
            () => view.DescribeAsync(instanceId),
            $"instance {instanceId} is {status}");
        return details!;
    }

    /// <summary>Waits until the instance stands at a node, doing that there.</summary>
    public static Task ReachesAsync(this InstanceView view, Guid instanceId, string node, WorkflowTokenState state) =>
        Eventually.HoldsAsync(
            async () => (await view.FindAsync(instanceId))?.Tokens.Any(token => token.Node == node && token.State == state) == true,
            () => view.DescribeAsync(instanceId),
            $"instance {instanceId} is at {node}, {state}");

    /// <summary>Waits until so many instances of a workflow have a status.</summary>
    public static Task CountReachesAsync(this InstanceView view, string workflow, int count, WorkflowStatus status) =>
        Eventually.HoldsAsync(
            async () => (await view.ListAsync(workflow, status)).Count >= count,
            () => view.DescribeAsync(workflow),
            $"{count} instances of {workflow} are {status}");

    /// <summary>Waits until the journal of an instance has so many entries of a kind.</summary>
    public static Task JournalReachesAsync(this InstanceView view, Guid instanceId, string kind, string? node = null, int count = 1) =>
        Eventually.HoldsAsync(
            async () => (await view.JournalOfAsync(instanceId)).CountOf(kind, node) >= count,
            () => view.DescribeAsync(instanceId),
            $"the journal of {instanceId} has {count} times {kind} {node}");

    public static async Task<string> DescribeAsync(this InstanceView view, Guid instanceId)
    {
        if (await view.FindAsync(instanceId) is not { } details)
            return $"There is no instance {instanceId}.";

        var tokens = string.Join(", ", details.Tokens.Select(token => $"{token.Node} {token.State}"));
        return $"Instance {instanceId} is {details.Summary.Status}, at: {tokens}\n{await view.JournalOfAsync(instanceId)}";
    }

    private static async Task<string> DescribeAsync(this InstanceView view, string workflow)
    {
        var rows = await view.ListAsync(workflow);
        var counts = rows.CountBy(row => row.Status).Select(pair => $"{pair.Value} {pair.Key}");
        var laggard = rows.FirstOrDefault(row => !row.Status.IsTerminal());
        return $"Instances of {workflow}: {string.Join(", ", counts)}\n{(laggard is null ? "" : await view.DescribeAsync(laggard.InstanceId))}";
    }
}
