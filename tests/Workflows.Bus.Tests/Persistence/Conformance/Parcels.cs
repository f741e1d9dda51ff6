using Workflows.Contracts;
using Workflows.Declarative;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Makes transitions of parcels with the real engine, so that stores are tested with what is really produced.</summary>
internal static class Parcels
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly WorkflowPlan Plan = Compile();

    private static readonly PlanProgram _program = new(Plan);

    private static readonly WorkflowEngine _engine = new(new EngineSettings
    {
        Json = WorkflowJson.ForStates(),
        EventJson = WorkflowJson.ForStates(),
    });

    public static string NewNumber() => $"P-{Guid.NewGuid():N}";

    public static Transition Start(string? number = null, Guid? id = null, DateTimeOffset? at = null, IReadOnlyDictionary<string, string>? tags = null, DateTimeOffset? startAt = null) =>
        TransitionOf(_engine.Start(_program, id ?? Guid.NewGuid(), new StartTrigger
        {
            State = new Parcel { Number = number ?? NewNumber() },
            Tags = tags,
            StartAt = startAt,
            Actor = "ann",
            Reason = "ordered",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        }, at ?? Noon));

    public static Transition Then(this Transition before, Trigger trigger, TimeSpan? after = null) =>
        Then(before.Instance, trigger, after);

    public static Transition Then(this WorkflowInstance instance, Trigger trigger, TimeSpan? after = null) =>
        TransitionOf(_engine.Decide(_program, instance, trigger, instance.UpdatedAt + (after ?? TimeSpan.FromSeconds(1))));

    /// <summary>The step that is out completes, and changes the state.</summary>
    public static Transition Picked(this Transition before) => before.Then(Ended(before, StepOutcome.Completed, """[{"op":"replace","path":"/Shelf","value":"A7"}]"""));

    /// <summary>The step that is out completes, and leaves the state as it is.</summary>
    public static Transition Done(this Transition before) => before.Then(Ended(before, StepOutcome.Completed));

    public static Transition StepFailed(this Transition before) => before.Then(Ended(before, StepOutcome.Failed));

    /// <summary>Started, and failed until no attempt was left, all within a second.</summary>
    public static Transition[] Faulted(string? number = null, DateTimeOffset? at = null, IReadOnlyDictionary<string, string>? tags = null)
    {
        var started = Start(number, at: at, tags: tags);
        return [started, .. FaultedAgain(started)];
    }

    /// <summary>The step that is out fails until no attempt is left.</summary>
    public static Transition[] FaultedAgain(Transition before)
    {
        List<Transition> all = [before];
        while (all[^1].Instance.Status != WorkflowStatus.Faulted)
        {
            var failed = all[^1].Then(Ended(all[^1], StepOutcome.Failed), TimeSpan.FromMilliseconds(100));
            all.Add(failed);
            if (failed.Instance.Status != WorkflowStatus.Faulted)
                all.Add(failed.Elapsed());
        }

        return [.. all[1..]];
    }

    /// <summary>The earliest timer of the place where it stands goes off.</summary>
    public static Transition Elapsed(this Transition before) =>
        before.Then(new TimerTrigger(before.Instance.CurrentToken!.Timer!.Value), before.Instance.CurrentToken.DueAt - before.Instance.UpdatedAt);

    public static Transition Delivered(this Transition before, Guid? eventId = null) => before.Then(new EventTrigger
    {
        EventId = eventId ?? Guid.NewGuid(),
        EventType = typeof(ParcelDelivered),
        Event = new ParcelDelivered(before.Instance.Key!, Noon),
    });

    public static Transition Canceled(this Transition before) => before.Then(new CancelTrigger("bob", "not needed any more"));

    /// <summary>All its transitions, from the start to the end.</summary>
    public static Transition[] WholeLife(string? number = null, DateTimeOffset? at = null)
    {
        var started = Start(number, at: at);
        var picked = started.Picked();
        var awake = picked.Elapsed();
        var delivered = awake.Delivered();
        return [started, picked, awake, delivered, delivered.Done()];
    }

    private static StepEndedTrigger Ended(Transition before, StepOutcome outcome, string? patch = null) => new()
    {
        Token = before.Instance.CurrentToken!.Id,
        Attempt = before.Instance.CurrentToken.Attempt,
        Outcome = outcome,
        Change = patch is null ? null : new StateChange(patch),
        Error = outcome == StepOutcome.Failed ? new WorkflowError { Type = "Shop.ShelfEmpty", Message = "shelf A7 is empty", StackTrace = "at Pick()", BaseTypes = ["System.Exception"] } : null,
        StartedAt = before.Instance.UpdatedAt,
        Duration = TimeSpan.FromMilliseconds(12),
        Worker = "worker-1",
    };

    private static Transition TransitionOf(Decision decision) =>
        decision is Changed changed ? changed.Transition : throw new InvalidOperationException($"The engine decided: {decision}");

    private static WorkflowPlan Compile()
    {
        var faults = new List<DefinitionFault>();
        return PlanCompiler.Compile(new ParcelWorkflow().Describe(), faults) ?? throw new InvalidOperationException(string.Join('\n', faults));
    }
}
