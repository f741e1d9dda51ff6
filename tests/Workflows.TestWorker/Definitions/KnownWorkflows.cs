namespace Workflows.TestWorker.Definitions;

/// <summary>The workflows that a test can ask for.</summary>
internal static class KnownWorkflows
{
    private static readonly Dictionary<string, Action<IDurableWorkflowConfigurator, Action<WorkflowOptions>>> _add = new(StringComparer.Ordinal)
    {
        [nameof(JourneyWorkflow)] = (w, configure) => w.AddWorkflow<JourneyWorkflow>(configure),
        [nameof(JourneyByMessageWorkflow)] = (w, configure) => w.AddWorkflow<JourneyByMessageWorkflow>(configure),
        [nameof(OrderWorkflow)] = (w, configure) => w.AddWorkflow<OrderWorkflow>(configure),
        [nameof(LabourWorkflow)] = (w, configure) => w.AddWorkflow<LabourWorkflow>(configure),
        [nameof(NapWorkflow)] = (w, configure) => w.AddWorkflow<NapWorkflow>(configure),
        [nameof(ListenerWorkflow)] = (w, configure) => w.AddWorkflow<ListenerWorkflow>(configure),
        [nameof(ImpatientWorkflow)] = (w, configure) => w.AddWorkflow<ImpatientWorkflow>(configure),
        [nameof(ClockWorkflow)] = (w, configure) => w.AddWorkflow<ClockWorkflow>(configure),
        [nameof(ParcelWorkflow)] = (w, configure) => w.AddWorkflow<ParcelWorkflow>(configure),
        [nameof(ReceiptWorkflow)] = (w, configure) => w.AddWorkflow<ReceiptWorkflow>(configure),
        [nameof(RefusingSeatWorkflow)] = (w, configure) => w.AddWorkflow<RefusingSeatWorkflow>(configure),
        [nameof(SharedSeatWorkflow)] = (w, configure) => w.AddWorkflow<SharedSeatWorkflow>(configure),
        [nameof(ContestedSeatWorkflow)] = (w, configure) => w.AddWorkflow<ContestedSeatWorkflow>(configure),
    };

    public static void Add(IDurableWorkflowConfigurator workflows, WorkerSettings settings)
    {
        foreach (var name in settings.Workflows.Split(',', StringSplitOptions.RemoveEmptyEntries))
            _add[name](workflows, options => Configure(options, settings));
    }

    private static void Configure(WorkflowOptions options, WorkerSettings settings)
    {
        if (settings.StepConcurrency > 0)
            options.Steps.PrefetchCount = options.Steps.ConcurrentMessageLimit = settings.StepConcurrency;
    }
}
