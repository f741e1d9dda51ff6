using System.Text.Json;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>Short forms of what happens to an instance, and of what it looks like.</summary>
internal sealed partial class EngineRun
{
    public WorkflowStatus Status => Instance.Status;

    public Token Token => Instance.Execution.Tokens.ShouldHaveSingleItem();

    public string Node => Token.Node;

    public Order State => JsonSerializer.Deserialize<Order>(Instance.State, Settings.Json.Options)!;

    /// <summary>The answers of the program, for the instance as it is now.</summary>
    public ICourse CourseOf() => Program.ShouldNotBeNull().CourseOf(AsRead);

    /// <summary>A scope to open, with the node that it begins with; null: with nothing in it.</summary>
    public Opening Opening(WorkflowPlace scope, string? node) => new(scope, node is null ? null : CourseOf().Find(WorkflowPlace.Root, node).ShouldNotBeNull());

    /// <summary>The step message that went out last.</summary>
    public StepMessage LastSent => Sent[^1];

    /// <summary>The outcome of the attempt that is open.</summary>
    public StepEndedTrigger Outcome(StepOutcome outcome, Action<Order>? change = null, WorkflowError? error = null) => new()
    {
        Token = Token.Id,
        Attempt = Token.Attempt,
        Outcome = outcome,
        Change = change is null ? null : Changing(change),
        Error = error,
        StartedAt = Now,
        Duration = TimeSpan.FromMilliseconds(5),
        Worker = "worker-1",
    };

    /// <summary>Ends the open attempt of a step well.</summary>
    public Transition Complete(string step, Action<Order>? change = null)
    {
        Node.ShouldBe(step);
        return Change(Outcome(StepOutcome.Completed, change));
    }

    /// <summary>Ends the open attempt of a step badly.</summary>
    public Transition Fail(string step, Exception? exception = null)
    {
        Node.ShouldBe(step);
        return Change(Outcome(StepOutcome.Failed, error: ErrorText.Of(exception ?? new InvalidOperationException("no luck"))));
    }

    public Decision Publish<T>(T message, Guid? id = null)
        where T : class => Apply(EventOf(message, id));

    public Decision SendEvent<T>(T message, Guid? id = null)
        where T : class => Apply(EventOf(message, id) with { IsDirect = true, Actor = "ann", Reason = "by hand" });

    public static EventTrigger EventOf<T>(T message, Guid? id = null)
        where T : class => new() { EventId = id ?? Guid.NewGuid(), EventType = typeof(T), Event = message };

    public Transition Pause() => Change(new PauseTrigger("ann", "a look"));

    public Transition Resume() => Change(new ResumeTrigger("ann", "looked"));

    public Transition Retry() => Change(new RetryTrigger("ann", "once more"));

    public Transition Skip(string? result = null) => Change(new SkipTrigger(result, "ann", "not needed"));

    public Transition Rewind(string node) => Change(new RewindTrigger(node, "ann", "again from there"));

    public Transition Cancel() => Change(new CancelTrigger("ann", "no longer wanted"));

    /// <summary>The instance ended, and nothing of it is open.</summary>
    public void ShouldHaveEnded(WorkflowStatus status)
    {
        Status.ShouldBe(status);
        Timers.ShouldBeEmpty();
        Subscriptions.ShouldBeEmpty();
        Instance.FinishedAt.ShouldNotBeNull();
    }

    private StateChange Changing(Action<Order> change)
    {
        var state = State;
        change(state);
        var after = Settings.Json.Serialize(state, typeof(Order));
        return new StateChange(StatePatch.Between(Instance.State, after) ?? "[]", Instance.State, after);
    }
}
