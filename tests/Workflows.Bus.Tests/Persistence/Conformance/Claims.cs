using Workflows.Declarative;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Makes transitions of claims with the real engine, as <see cref="Parcels"/> does of parcels.</summary>
internal static class Claims
{
    private static readonly PlanProgram _program = new(PlanCompiler.Compile(new ClaimWorkflow().Describe(), [])!);

    private static readonly WorkflowEngine _engine = new(new EngineSettings
    {
        Json = WorkflowJson.ForStates(),
        EventJson = WorkflowJson.ForStates(),
    });

    public static Transition Start(string number) =>
        TransitionOf(_engine.Start(_program, Guid.NewGuid(), new StartTrigger { State = new Claim { Number = number } }, Parcels.Noon));

    public static Transition Received<TEvent>(this Transition before, TEvent @event)
        where TEvent : class
    {
        var trigger = new EventTrigger { EventId = Guid.NewGuid(), EventType = typeof(TEvent), Event = @event, IsDirect = true };
        return TransitionOf(_engine.Decide(_program, before.Instance, trigger, before.Instance.UpdatedAt.AddSeconds(1)));
    }

    private static Transition TransitionOf(Decision decision) =>
        decision is Changed changed ? changed.Transition : throw new InvalidOperationException($"The engine decided: {decision}");
}
