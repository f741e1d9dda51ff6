using System.Collections.Frozen;
using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Declarative;

/// <summary>A declarative plan, as the engine asks it. Everything follows from the plan alone, so all instances share one course.</summary>
internal sealed class PlanProgram : IProgram, ICourse
{
    private readonly FrozenDictionary<string, PlanStop> _stops;
    private readonly ImmutableArray<Opening> _first;
    private readonly bool _hasWaits;

    public PlanProgram(WorkflowPlan plan)
    {
        var nodes = plan.Nodes.ToDictionary(node => node, ProgramNodeOf.Plan);
        _stops = nodes.ToFrozenDictionary(pair => pair.Key.Name, pair => PlanStop.Of(pair.Key, nodes), StringComparer.Ordinal);
        _first = PlanStop.Alone(plan.First, nodes);
        Terms = new ProgramTerms
        {
            Identity = plan.Identity,
            StateType = plan.StateType,
            FirstNode = plan.First.Name,
            Unique = plan.Unique,
            Timeout = plan.Timeout,
            TimeoutAction = plan.TimeoutAction,
            ErrorRules = plan.ErrorRules,
            Waits = [.. plan.Waits.Select(wait => (ProgramWait)nodes[wait])],
        };
        _hasWaits = Terms.Waits.Count > 0;
    }

    public ProgramTerms Terms { get; }

    public bool NeedsJournal => false;

    public IEnumerable<string> Names => _stops.Keys;

    public ICourse CourseOf(WorkflowInstance instance) => this;

    public ImmutableArray<Opening> Begin() => _first;

    public ImmutableArray<Opening> Next(in Passed passed)
    {
        var next = _stops.GetValueOrDefault(passed.Node)?.Behind(passed.Exit) ?? [];
        return passed.Scope.IsRoot || next.IsEmpty ? next : [new Opening(passed.Scope, next[0].Node)];
    }

    public ImmutableArray<Opening> GoBack(string node) => [new Opening(WorkflowPlace.Root, _stops[node].Node)];

    public ProgramNode? Find(WorkflowPlace scope, string node) => _stops.GetValueOrDefault(node)?.Node;

    /// <summary>From every branch on within its scope, and from every open scope on behind its node.</summary>
    public IEnumerable<WaitAhead> WaitsAhead(IReadOnlyList<Token> tokens, IReadOnlyList<Scope> scopes)
    {
        if (!_hasWaits)
            return [];

        var ahead = tokens.SelectMany(token => In(token.Scope, _stops.GetValueOrDefault(token.Node)?.WaitsAhead));
        if (scopes.Count > 0)
            ahead = ahead.Concat(scopes.SelectMany(scope => In(scope.Place.Parent, _stops.GetValueOrDefault(scope.Place.Name)?.WaitsBehind)));

        return tokens.Count + scopes.Count == 1 ? ahead : ahead.Distinct();
    }

    private static IEnumerable<WaitAhead> In(WorkflowPlace scope, IReadOnlyList<ProgramWait>? waits) => waits?.Select(wait => new WaitAhead(scope, wait)) ?? [];
}
