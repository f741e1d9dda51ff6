using Workflows.Declarative;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>
/// One instance on the bare engine: no bus, no database. It stands in for the shell around the engine: it stores what a transition says, delivers
/// timers when the clock is moved, remembers the step messages that went out, and checks every transition against <see cref="Invariants"/>.
/// </summary>
internal sealed partial class EngineRun
{
    public static readonly Guid InstanceId = new("10000000-0000-0000-0000-000000000001");
    public static readonly DateTimeOffset StartedAt = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly WorkflowEngine _engine;
    private WorkflowInstance? _instance;

    public EngineRun(WorkflowPlan plan, Func<EngineSettings, EngineSettings>? configure = null)
        : this(new PlanProgram(plan), configure) => Plan = plan;

    public EngineRun(IProgram program, Func<EngineSettings, EngineSettings>? configure = null)
    {
        var json = WorkflowJson.ForStates();
        var settings = new EngineSettings { Json = json, EventJson = json };
        _engine = new WorkflowEngine(configure is null ? settings : configure(settings));
        Program = program;
        Now = StartedAt;
    }

    public EngineRun(Action<IWorkflowBuilder<Order>> define, Func<EngineSettings, EngineSettings>? configure = null)
        : this(Plans.Of(define), configure)
    {
    }

    /// <summary>The definition that this process knows; null: none.</summary>
    public WorkflowPlan? Plan
    {
        get;
        set
        {
            field = value;
            Program = value is null ? null : new PlanProgram(value);
        }
    }

    /// <summary>What the instance runs on, as far as this process knows; null: it does not.</summary>
    public IProgram? Program { get; set; }

    public DateTimeOffset Now { get; private set; }

    public EngineSettings Settings => _engine.Settings;

    public WorkflowInstance Instance => _instance.ShouldNotBeNull("the instance was not started");

    public bool IsStarted => _instance is not null;

    public Journal Journal { get; } = new();

    /// <summary>As whoever decides has it before him.</summary>
    private WorkflowInstance AsRead => Program is { NeedsJournal: true } ? Instance with { Journal = [.. Journal.Entries] } : Instance;

    /// <summary>Where the instance stands according to its journal.</summary>
    public JournalPosition? Position { get; private set; }

    /// <summary>The timers that are stored, with their due times.</summary>
    public Dictionary<Guid, DateTimeOffset> Timers { get; } = [];

    public HashSet<Subscription> Subscriptions { get; } = [];

    /// <summary>Step messages that went out, oldest first.</summary>
    public List<StepMessage> Sent { get; } = [];

    public static EngineRun Start(Action<IWorkflowBuilder<Order>> define, Order? order = null)
    {
        var run = new EngineRun(define);
        run.Start(order);
        return run;
    }

    public Transition Start(Order? order = null) => Start(new StartTrigger { State = order ?? new Order() });

    public Transition Start(StartTrigger trigger) => TryStart(trigger).ShouldBeOfType<Changed>().Transition;

    public Decision TryStart(StartTrigger trigger) => Take(_engine.Start(Program!, InstanceId, trigger, Now));

    /// <summary>Runs a trigger, and stores what it changed.</summary>
    public Decision Apply(Trigger trigger) => Take(_engine.Decide(Program, AsRead, trigger is RewindTrigger rewind ? rewind with { Passed = PassedNodes.Of(Journal.Entries) } : trigger, Now));

    /// <summary>Runs a trigger that must change something.</summary>
    public Transition Change(Trigger trigger) => Apply(trigger).ShouldBeOfType<Changed>().Transition;

    /// <summary>Changes the instance as a rule of the engine does that nothing can be declared for yet.</summary>
    public Transition Change(Action<TransitionDraft> change)
    {
        var draft = new TransitionDraft(Program?.CourseOf(AsRead), Instance, Settings, Now);
        draft.Write(EntryKind.BranchChosen);
        change(draft);
        return Take(draft.Build()).ShouldBeOfType<Changed>().Transition;
    }

    /// <summary>Runs a trigger that must change nothing.</summary>
    public string Ignore(Trigger trigger) => Apply(trigger).ShouldBeOfType<Ignored>().Why;

    /// <summary>Runs a trigger that must be refused.</summary>
    public Refused Refuse(Trigger trigger) => Apply(trigger).ShouldBeOfType<Refused>();

    /// <summary>Stores the instance as another release would have.</summary>
    public void Rewrite(Func<Execution, Execution> change)
    {
        _instance = Instance with { Execution = change(Instance.Execution) };
        Subscriptions.Clear();
        // A store knows who listens by wait and key, whatever the event was called.
        Subscriptions.UnionWith(StoredNames.Current(Program!.CourseOf(Instance), Instance).Execution.Subscriptions);
    }

    /// <summary>Moves the clock without delivering anything.</summary>
    public void Wait(TimeSpan time) => Now += time;

    /// <summary>Moves the clock and delivers the timers that fall due, each at its time.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Now + time;
        while (Timers.Count > 0 && Timers.MinBy(timer => timer.Value) is var next && next.Value <= until)
        {
            Now = next.Value > Now ? next.Value : Now;
            Fire(next.Key);
        }

        Now = until;
    }

    /// <summary>Delivers a timer as the alarm does: the row goes, whatever the engine makes of it.</summary>
    public Decision Fire(Guid timer, DateTimeOffset? sentAt = null)
    {
        Timers.Remove(timer);
        return Apply(new TimerTrigger(timer, sentAt));
    }

    private Decision Take(Decision decision)
    {
        if (decision is not Changed { Transition: var transition })
            return decision;

        Invariants.Check(_instance, transition);
        foreach (var timer in transition.TimersCanceled)
            Timers.Remove(timer);

        foreach (var timer in transition.TimersSet)
            Timers.Add(timer.Id, timer.DueAt);

        Subscriptions.ExceptWith(transition.Unsubscribed);
        Subscriptions.UnionWith(transition.Subscribed);
        Sent.AddRange(transition.Dispatched.Select(token => new StepMessage(token.Node, token.Id, token.Attempt)));
        _instance = transition.Instance;
        Journal.Add(transition.Entries);
        foreach (var entry in transition.Entries)
            Position = JournalReplay.After(Position, entry);

        Invariants.Check(this);
        return decision;
    }
}

/// <summary>A step message as far as the engine knows it.</summary>
internal readonly record struct StepMessage(string Node, int Token, int Attempt);
