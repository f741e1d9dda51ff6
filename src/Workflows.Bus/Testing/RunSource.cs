using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Testing;

/// <summary>What a test may see of instances. The store in memory answers at once, so nothing waits here.</summary>
internal sealed class RunSource(IWorkflowStore store, WorkflowRegistry registry, EngineJson json)
{
    private const int All = int.MaxValue;

    public WorkflowRegistry Registry { get; } = registry;

    public WorkflowDetails? Find(Guid instanceId) => Answer(store.GetAsync(instanceId, CancellationToken.None));

    /// <summary>Events that the instance waits for now.</summary>
    public IReadOnlyList<AwaitedEvent> AwaitedBy(WorkflowDetails details)
    {
        var plan = PlanOf(details);
        var instance = Answer(store.LoadAsync([details.Summary.InstanceId], CancellationToken.None))[0];
        return [.. from token in instance?.Execution.Tokens ?? []
                   where token.State == WorkflowTokenState.Waiting
                   let wait = plan?.Find(token.Node) as WaitNode
                   from awaited in wait?.Events ?? []
                   where !token.Received.Any(name => wait.Find(name) == awaited)
                   select awaited];
    }

    public WorkflowPlan? PlanOf(WorkflowDetails details) => Registry.Find(details.Summary.Workflow, details.Summary.Version);

    public IReadOnlyList<WorkflowJournalEntry> JournalOf(Guid instanceId) => Answer(store.GetJournalAsync(instanceId, 0, All, CancellationToken.None));

    public IReadOnlyList<WorkflowSummary> List(string workflow) => Answer(store.ListAsync(new WorkflowFilter { Workflow = workflow }, null, All, CancellationToken.None));

    public object StateOf(WorkflowDetails details, Type type) => json.States.Deserialize(details.State, type);

    private static T Answer<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
