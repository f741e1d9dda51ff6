using Workflows.Contracts;
using Workflows.Declarative;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>
/// An instance at every kind of place, made by the real engine, each the same whenever it is made: a row that an earlier release stored can be compared with
/// what the instance is today.
/// </summary>
internal static class Errands
{
    public static readonly DateTimeOffset Noon = Parcels.Noon;

    private static readonly PlanProgram _program = new(PlanCompiler.Compile(new ErrandWorkflow().Describe(), [])!);

    public static string Workflow => _program.Terms.Identity.Name;

    private static readonly WorkflowEngine _engine = new(new EngineSettings { Json = WorkflowJson.ForStates(), EventJson = WorkflowJson.ForStates() });

    /// <summary>By name, the transitions that lead there.</summary>
    public static IReadOnlyDictionary<string, Transition[]> Places { get; } = new Dictionary<string, Func<ErrandRun, ErrandRun>>
    {
        ["scheduled"] = run => run.Start(Noon.AddDays(1)),
        ["sent"] = run => run.Start(),
        ["running"] = run => run.Start().Then(new StepStartedTrigger(1, 1, "worker-1", Noon)),
        ["retry-pending"] = run => run.Start().Failed(),
        ["retry-sent"] = run => run.Start().Failed().Elapsed(),
        ["faulted-at-a-step"] = run => run.Start().Failed().Elapsed().Failed(),
        ["sleeping"] = run => run.Start().Completed(),
        ["waiting"] = run => run.Start().Completed().Elapsed(),
        ["faulted-at-a-wait"] = run => run.Start().Completed().Elapsed().Received(new ErrandPaid(run.Name, 0)),
        ["waiting-for-two"] = run => run.Start().Completed().Elapsed().Received(new ErrandPaid(run.Name, 7)),
        ["waiting-for-one-of-two"] = run => run.Start().Completed().Elapsed().Received(new ErrandPaid(run.Name, 7)).Received(new ErrandSigned(run.Name)),
        ["event-kept"] = run => run.Start().Received(new ErrandPaid(run.Name, 7)),
        ["paused-in-a-step"] = run => run.Start().Then(new StepStartedTrigger(1, 1, "worker-1", Noon)).Then(new PauseTrigger("ann", "a look")),
        ["paused-behind-a-step"] = run => run.Start().Then(new PauseTrigger("ann", "a look")).Completed(),
        ["paused-asleep"] = run => run.Start().Completed().Then(new PauseTrigger("ann", "a look")),
        ["undefined"] = run => run.Start().Failed().Elapsed().Failed().InTheDark(new TimerTrigger(run.Id)),
        ["unsendable"] = run => run.Start().Completed(run.Message).Then(new MessageFailedTrigger(run.Id, new WorkflowError { Type = "A.B", Message = "too large" }, IsFinal: true)),
        ["completed"] = run => run.Start().Finished(),
        ["failed"] = run => run.Start().Then(new TimerTrigger(DeterministicId.OfTimer(run.Id, 1)), TimeSpan.FromDays(30)),
        ["canceled"] = run => run.Start().Failed().Then(new CancelTrigger("bob", "no more")),
    }.ToDictionary(place => place.Key, place => place.Value(new ErrandRun(place.Key)).Transitions.ToArray());

    /// <summary>
    /// The instance at a place as the release before left it: it did not know since when something was wrong with the instance as a whole, and a branch that
    /// stopped at a wait kept the time it had come there.
    /// </summary>
    public static WorkflowInstance OfLayoutBefore(string place)
    {
        var instance = Places[place][^1].Instance;
        var execution = instance.Execution with { FaultedAt = null };
        if (place == "faulted-at-a-wait")
            execution = execution with { Tokens = [execution.Tokens[0] with { Since = Places[place][^2].Instance.Execution.Tokens[0].Since }] };

        return instance with { Execution = execution };
    }

    public static Guid IdOf(string name) => DeterministicId.Create(Guid.Empty, name, 0);

    public static Transition Start(StartTrigger trigger, Guid id) => TransitionOf(_engine.Start(_program, id, trigger, Noon));

    public static Transition Then(this WorkflowInstance instance, Trigger trigger, DateTimeOffset now, bool known = true) =>
        TransitionOf(_engine.Decide(known ? _program : null, instance, trigger, now));

    private static Transition TransitionOf(Decision decision) =>
        decision is Changed changed ? changed.Transition : throw new InvalidOperationException($"The engine decided: {decision}");
}

/// <summary>One errand on its way.</summary>
internal sealed class ErrandRun(string name)
{
    private int _events;

    public string Name { get; } = name;

    public Guid Id { get; } = Errands.IdOf(name);

    public List<Transition> Transitions { get; } = [];

    public HeldMessage Message => new() { MessageId = Id, MessageType = "Shop.ErrandClosed, Shop", MessageUrn = "urn:message:Shop:ErrandClosed", Body = "{}" };

    private WorkflowInstance Instance => Transitions[^1].Instance;

    private Token Token => Instance.Execution.Tokens[0];

    public ErrandRun Start(DateTimeOffset? startAt = null)
    {
        Transitions.Add(Errands.Start(new StartTrigger { State = new Errand { Number = Name }, StartAt = startAt, Actor = "ann" }, Id));
        return this;
    }

    public ErrandRun Then(Trigger trigger, TimeSpan? after = null)
    {
        Transitions.Add(Instance.Then(trigger, Instance.UpdatedAt + (after ?? TimeSpan.FromSeconds(1))));
        return this;
    }

    public ErrandRun InTheDark(Trigger trigger)
    {
        Transitions.Add(Instance.Then(trigger, Instance.UpdatedAt.AddSeconds(1), known: false));
        return this;
    }

    public ErrandRun Elapsed() => Then(new TimerTrigger(Token.Timer!.Value), Token.DueAt - Instance.UpdatedAt);

    public ErrandRun Completed(params HeldMessage[] messages) => Then(Ended(StepOutcome.Completed) with { Messages = messages });

    public ErrandRun Finished() => Then(Ended(StepOutcome.Finish));

    public ErrandRun Failed() =>
        Then(Ended(StepOutcome.Failed) with { Error = new WorkflowError { Type = "Shop.ShelfEmpty", Message = "shelf A7 is empty", StackTrace = "at Fetch()", BaseTypes = ["System.Exception"] } });

    public ErrandRun Received<TEvent>(TEvent @event)
        where TEvent : class =>
        Then(new EventTrigger { EventId = DeterministicId.Create(Id, "event", ++_events), EventType = typeof(TEvent), Event = @event });

    private StepEndedTrigger Ended(StepOutcome outcome) => new()
    {
        Token = Token.Id,
        Attempt = Token.Attempt,
        Outcome = outcome,
        StartedAt = Instance.UpdatedAt,
        Duration = TimeSpan.FromMilliseconds(12),
        Worker = "worker-1",
    };
}
