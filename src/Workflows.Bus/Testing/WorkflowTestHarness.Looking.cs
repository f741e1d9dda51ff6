namespace Workflows.Testing;

public sealed partial class WorkflowTestHarness
{
    /// <summary>An instance by its id.</summary>
    public WorkflowRun Run(Guid instanceId) => new(_parts.Runs, instanceId);

    /// <summary>All instances of a workflow, newest first: for those that events start.</summary>
    public IReadOnlyList<WorkflowRun> RunsOf<TWorkflow>()
        where TWorkflow : Workflow => [.. _parts.Runs.List(NameOf<TWorkflow>()).Select(summary => Run(summary.InstanceId))];

    /// <summary>The only instance of a workflow.</summary>
    /// <exception cref="WorkflowAssertionException">There is none, or there are several.</exception>
    public WorkflowRun SingleRunOf<TWorkflow>()
        where TWorkflow : Workflow
    {
        var runs = RunsOf<TWorkflow>();
        return runs.Count == 1
            ? runs[0]
            : throw new WorkflowAssertionException($"Expected one instance of {NameOf<TWorkflow>()}, but there are {runs.Count}.{string.Concat(runs.Take(5).Select(run => $"{Environment.NewLine}{run}"))}");
    }

    /// <summary>
    /// Messages of a type that went over the bus of the workflows, oldest first: those of the test, of the application and of steps, published or sent, each once.
    /// </summary>
    /// <typeparam name="TMessage">Their type, or one that they derive from or implement.</typeparam>
    public IReadOnlyList<TMessage> Sent<TMessage>()
        where TMessage : class => [.. _parts.Messages.Sent.OfType<TMessage>()];

    private string NameOf<TWorkflow>()
        where TWorkflow : Workflow => _parts.Runs.Registry.Get(typeof(TWorkflow)).Name;
}
