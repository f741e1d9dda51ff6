using System.Collections.Frozen;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Makes the typed context of an attempt. The constructors are found once, at startup.</summary>
internal sealed class StepContextFactory(WorkflowRegistry registry)
{
    private readonly FrozenDictionary<Type, Func<object, ExecuteStep, CancellationToken, StepContext>> _create =
        registry.Plans.Select(plan => plan.StateType).Distinct().ToFrozenDictionary(type => type, Creator);

    public StepContext Create(Type stateType, object state, ExecuteStep message, CancellationToken cancellationToken) =>
        _create[stateType](state, message, cancellationToken);

    private static Func<object, ExecuteStep, CancellationToken, StepContext> Creator(Type stateType) =>
        typeof(StepContextFactory).GetMethod(nameof(New), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(stateType)
            .CreateDelegate<Func<object, ExecuteStep, CancellationToken, StepContext>>();

    private static StepContext<TState> New<TState>(object state, ExecuteStep message, CancellationToken cancellationToken)
        where TState : class => new StepContext<TState>((TState)state, message, cancellationToken);
}
