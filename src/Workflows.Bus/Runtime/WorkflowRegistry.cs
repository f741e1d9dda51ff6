using System.Collections.Frozen;
using Workflows.Contracts;
using Workflows.Declarative;
using Workflows.Definition;
using Workflows.Engine;

namespace Workflows.Runtime;

/// <summary>The definitions that this process knows.</summary>
internal sealed class WorkflowRegistry
{
    private readonly FrozenDictionary<WorkflowIdentity, WorkflowPlan> _plans;
    private readonly FrozenDictionary<WorkflowIdentity, IProgram> _programs;
    private readonly FrozenDictionary<string, WorkflowPlan> _latest;
    private readonly FrozenDictionary<string, WorkflowPlan[]> _versions;
    private readonly FrozenDictionary<Type, WorkflowPlan> _byType;
    private readonly FrozenDictionary<string, Type[]> _eventTypes;

    /// <param name="plans">The plans.</param>
    /// <param name="programs">What else instances run on.</param>
    public WorkflowRegistry(IReadOnlyCollection<WorkflowPlan> plans, params IReadOnlyCollection<IProgram> programs)
    {
        Plans = plans;
        _plans = plans.ToFrozenDictionary(plan => plan.Identity);
        _programs = plans.Select(IProgram (plan) => new PlanProgram(plan)).Concat(programs).ToFrozenDictionary(program => program.Terms.Identity);
        _byType = plans.ToFrozenDictionary(plan => plan.WorkflowType);
        _versions = plans.GroupBy(plan => plan.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _latest = plans.GroupBy(plan => plan.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.MaxBy(plan => plan.Version)!, StringComparer.Ordinal);
        _eventTypes = plans.SelectMany(plan => plan.AwaitedTypes.Select(type => (plan.Name, EventType: type))).Distinct()
            .GroupBy(pair => pair.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.EventType).ToArray(), StringComparer.Ordinal);
    }

    public IReadOnlyCollection<WorkflowPlan> Plans { get; }

    public WorkflowPlan? Find(string workflow, int version) => _plans.GetValueOrDefault(new WorkflowIdentity(workflow, version));

    /// <returns>What instances of that version run on; null: it is not known here.</returns>
    public IProgram? FindProgram(string workflow, int version) => _programs.GetValueOrDefault(new WorkflowIdentity(workflow, version));

    /// <returns>The newest version, which new instances start on.</returns>
    public WorkflowPlan? FindLatest(string workflow) => _latest.GetValueOrDefault(workflow);

    public WorkflowPlan Get(Type workflowType) => _byType[workflowType];

    public bool IsLatest(WorkflowPlan plan) => ReferenceEquals(_latest[plan.Name], plan);

    /// <returns>All versions of a workflow that are known here.</returns>
    public IReadOnlyList<WorkflowPlan> VersionsOf(string workflow) => _versions.GetValueOrDefault(workflow) ?? [];

    /// <returns>The newest version that waits for an event of that type.</returns>
    public WorkflowPlan? LatestWaitingFor(string workflow, Type eventType) =>
        VersionsOf(workflow).Where(plan => plan.Waits.Any(wait => wait.Find(eventType) is not null)).MaxBy(plan => plan.Version);

    /// <exception cref="WorkflowRefusedException">No workflow has that name.</exception>
    public WorkflowPlan GetLatest(string workflow) =>
        FindLatest(workflow) ?? throw new WorkflowRefusedException(WorkflowRefusal.UnknownWorkflow, UnknownSentence(workflow));

    public string UnknownSentence(string workflow) =>
        $"No workflow is named '{ErrorText.Clean(workflow)}' here.{Nearest.Sentence(workflow, _latest.Keys)}";

    /// <summary>The type of an event that a workflow waits for, by its name on the bus, the full name of its class or, where that is unambiguous, its short name.</summary>
    /// <exception cref="WorkflowRefusedException">It waits for none of that name.</exception>
    public Type GetEventType(string workflow, string name)
    {
        var types = _eventTypes.GetValueOrDefault(workflow) ?? [];
        var matches = types.Where(type => MessageName.Means(name, type)).ToArray();
        if (matches.Length == 0)
            matches = types.Where(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray();

        return matches.Length == 1
            ? matches[0]
            : throw new WorkflowRefusedException(WorkflowRefusal.UnknownEvent, matches.Length > 1
                ? $"'{name}' is ambiguous: {string.Join(", ", matches.Select(MessageName.Of))}. Give the full name."
                : $"{workflow} waits for no event '{ErrorText.Clean(name)}'.{Nearest.Sentence(name, types.Select(MessageName.Of))}");
    }
}
