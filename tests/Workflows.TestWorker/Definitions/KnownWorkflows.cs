namespace Workflows.TestWorker.Definitions;

/// <summary>The workflows that a test can ask for.</summary>
internal static class KnownWorkflows
{
    private static readonly Dictionary<string, Action<IDurableWorkflowConfigurator, Action<WorkflowOptions>>> _add = new(StringComparer.Ordinal)
    {
        [NameOf(typeof(JourneyWorkflow))] = (w, configure) => w.AddWorkflow<JourneyWorkflow>(configure),
        [NameOf(typeof(JourneyByMessageWorkflow))] = (w, configure) => w.AddWorkflow<JourneyByMessageWorkflow>(configure),
        [NameOf(typeof(OrderWorkflow))] = (w, configure) => w.AddWorkflow<OrderWorkflow>(configure),
        [NameOf(typeof(LabourWorkflow))] = (w, configure) => w.AddWorkflow<LabourWorkflow>(configure),
        [NameOf(typeof(OrderedLabourWorkflow))] = (w, configure) => w.AddWorkflow<OrderedLabourWorkflow>(configure),
        [NameOf(typeof(NapWorkflow))] = (w, configure) => w.AddWorkflow<NapWorkflow>(configure),
        [NameOf(typeof(ListenerWorkflow))] = (w, configure) => w.AddWorkflow<ListenerWorkflow>(configure),
        [NameOf(typeof(ImpatientWorkflow))] = (w, configure) => w.AddWorkflow<ImpatientWorkflow>(configure),
        [NameOf(typeof(ClockWorkflow))] = (w, configure) => w.AddWorkflow<ClockWorkflow>(configure),
        [NameOf(typeof(ParcelWorkflow))] = (w, configure) => w.AddWorkflow<ParcelWorkflow>(configure),
        [NameOf(typeof(PapersWorkflow))] = (w, configure) => w.AddWorkflow<PapersWorkflow>(configure),
        [NameOf(typeof(VerdictWorkflow))] = (w, configure) => w.AddWorkflow<VerdictWorkflow>(configure),
        [NameOf(typeof(ReceiptWorkflow))] = (w, configure) => w.AddWorkflow<ReceiptWorkflow>(configure),
        [NameOf(typeof(FreightWorkflow))] = (w, configure) => w.AddWorkflow<FreightWorkflow>(configure),
        [NameOf(typeof(RefusingSeatWorkflow))] = (w, configure) => w.AddWorkflow<RefusingSeatWorkflow>(configure),
        [NameOf(typeof(SharedSeatWorkflow))] = (w, configure) => w.AddWorkflow<SharedSeatWorkflow>(configure),
        [NameOf(typeof(ContestedSeatWorkflow))] = (w, configure) => w.AddWorkflow<ContestedSeatWorkflow>(configure),
        [NameOf(typeof(OldRelease.ShiftWorkflow))] = (w, configure) => w.AddWorkflow<OldRelease.ShiftWorkflow>(configure),
        [NameOf(typeof(NewRelease.ShiftWorkflow))] = (w, configure) => w.AddWorkflow<NewRelease.ShiftWorkflow>(configure),
        [NameOf(typeof(NewRelease.FormerShiftWorkflow))] = (w, configure) => w.AddWorkflow<NewRelease.FormerShiftWorkflow>(configure),
        [NameOf(typeof(OldRelease.WatchWorkflow))] = (w, configure) => w.AddWorkflow<OldRelease.WatchWorkflow>(configure),
        [NameOf(typeof(NewRelease.WatchWorkflow))] = (w, configure) => w.AddWorkflow<NewRelease.WatchWorkflow>(configure),
        [NameOf(typeof(Storm.OldRelease.VoyageWorkflow))] = (w, configure) => w.AddWorkflow<Storm.OldRelease.VoyageWorkflow>(configure),
        [NameOf(typeof(Storm.NewRelease.VoyageWorkflow))] = (w, configure) => w.AddWorkflow<Storm.NewRelease.VoyageWorkflow>(configure),
        [NameOf(typeof(Storm.NewRelease.FormerVoyageWorkflow))] = (w, configure) => w.AddWorkflow<Storm.NewRelease.FormerVoyageWorkflow>(configure),
    };

    /// <summary>How a test asks for it.</summary>
    public static string NameOf(Type workflow) => workflow.FullName!;

    public static void Add(IDurableWorkflowConfigurator workflows, WorkerSettings settings)
    {
        foreach (var name in settings.Workflows.Split(',', StringSplitOptions.RemoveEmptyEntries))
            _add[name](workflows, options => Configure(options, settings));
    }

    private static void Configure(WorkflowOptions options, WorkerSettings settings)
    {
        options.Instances.QuorumQueue = options.Steps.QuorumQueue = settings.QuorumQueues;
        if (settings.StepConcurrency > 0)
            options.Steps.PrefetchCount = options.Steps.ConcurrentMessageLimit = settings.StepConcurrency;
    }
}
