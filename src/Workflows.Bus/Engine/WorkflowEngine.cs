using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Kinds;

namespace Workflows.Engine;

/// <summary>
/// Decides what a trigger makes of an instance. A pure function: no I/O, no clock, no container. The same program, instance, trigger and time
/// always give the same transition.
/// </summary>
internal sealed class WorkflowEngine(EngineSettings settings)
{
    public EngineSettings Settings { get; } = settings;

    public Decision Start(IProgram program, Guid instanceId, StartTrigger trigger, DateTimeOffset now) =>
        StartDecision.Decide(program, instanceId, trigger, Settings, now);

    /// <param name="program">What the instance runs on; null: not known here.</param>
    /// <param name="instance">The instance as it is stored.</param>
    /// <param name="trigger">What happens to it.</param>
    /// <param name="now">When.</param>
    public Decision Decide(IProgram? program, WorkflowInstance instance, Trigger trigger, DateTimeOffset now)
    {
        var course = program?.CourseOf(instance);
        if (trigger is MessagesSentTrigger sent)
            return Sent(new TransitionDraft(course, instance, Settings, now) { SendsForgotten = false }, sent);

        if (trigger is MessageFailedTrigger failed)
            return UnsentDecision.Fail(new TransitionDraft(course, instance, Settings, now) { SendsForgotten = false }, failed);

        if (IsRepeated(instance.Execution, trigger))
            return Decision.Ignore(trigger is EventTrigger ? "the event was taken before" : "the command was obeyed before");

        if (instance.Status.IsTerminal())
            return OperationRules.KindOf(trigger) is { } kind ? Ended(course, instance, kind, trigger, now) : Redriven(course, instance, trigger, now);

        var stored = instance;
        if (course is not null)
            instance = StoredNames.Current(course, instance);

        var draft = new TransitionDraft(course, instance, Settings, now) { JobId = trigger.JobId, Stored = stored };
        if (trigger is OperationTrigger operation)
            draft.Obey(operation);

        return DefinitionGap.Of(course, instance) is { } gap
            ? GapDecision.Decide(gap, draft, instance, trigger)
            : Known(draft, instance, trigger);
    }

    /// <summary>What is delivered again is not refused because of what it did the first time.</summary>
    private static bool IsRepeated(Execution execution, Trigger trigger) => trigger switch
    {
        EventTrigger received => execution.SeenEvents.Contains(received.EventId),
        OperationTrigger { CommandId: { } id } => execution.Commands.Contains(id),
        _ => false,
    };

    private static Decision Known(TransitionDraft draft, WorkflowInstance instance, Trigger trigger) => trigger switch
    {
        StepEndedTrigger ended => StepDecision.Ended(draft, ended),
        StepStartedTrigger started => StepDecision.Started(draft, started),
        StepRunningTrigger running => StepDecision.Running(draft, running),
        StepHeldTrigger held => StepDecision.Held(draft, held),
        StepUnsentTrigger unsent => StepDecision.Unsent(draft, unsent),
        StepLostTrigger lost => StepDecision.Lost(draft, lost),
        TimerTrigger timer => TimerDecision.Decide(draft, timer),
        EventTrigger received => EventDecision.Decide(draft, received),
        ListenTrigger => Relisten(draft),
        RedriveTrigger => RedriveDecision.Decide(draft),
        OperationTrigger operation => Operated(draft, instance, operation),
        _ => throw new InvalidOperationException($"The engine has no rule for {trigger.GetType().Name}."),
    };

    /// <summary>What an instance listens for follows from its definition. A branch that cannot listen any more stops with the reason.</summary>
    private static Decision Relisten(TransitionDraft draft)
    {
        var relisted = Waiting.Relist(draft);
        var decision = draft.Build();
        return !relisted && decision is Changed { Transition: { Entries.IsEmpty: true, Subscribed.IsEmpty: true, Unsubscribed.IsEmpty: true } }
            ? Decision.Ignore("it listens for what its definition has")
            : decision;
    }

    private static Decision Sent(TransitionDraft draft, MessagesSentTrigger sent) =>
        draft.Outbox.RemoveAll(held => sent.MessageIds.Contains(held.Id)) == 0
            ? Decision.Ignore("nothing of it was open")
            : draft.Build(listenAsBefore: true);

    private static Decision Operated(TransitionDraft draft, WorkflowInstance instance, OperationTrigger trigger)
    {
        var rule = OperationRules.Of(trigger);
        return AllowedOperations.WhyNot(rule.Kind, StandingOf.Instance(instance)) is { } whyNot ? Decision.Refuse(WorkflowRefusal.WrongStatus, whyNot) : rule.Decide(draft, trigger);
    }

    /// <summary>An operation on an ended instance can only be the answer to a message that cannot be sent.</summary>
    private Decision Ended(ICourse? course, WorkflowInstance instance, OperationKind kind, Trigger trigger, DateTimeOffset now)
    {
        if (AllowedOperations.WhyNot(kind, StandingOf.Instance(instance)) is { } whyNot)
            return Decision.Refuse(WorkflowRefusal.WrongStatus, whyNot);

        var draft = new TransitionDraft(course, instance, Settings, now) { JobId = trigger.JobId };
        var operation = (OperationTrigger)trigger;
        draft.Obey(operation);
        return OperationRules.Of(operation).Decide(draft, operation);
    }

    /// <summary>An ended instance may still have messages to send.</summary>
    private Decision Redriven(ICourse? course, WorkflowInstance instance, Trigger trigger, DateTimeOffset now)
    {
        var draft = new TransitionDraft(course, instance, Settings, now);
        return trigger is RedriveTrigger && !draft.ChangesNothing
            ? draft.Build()
            : new Ignored($"the instance is {instance.Status}", IsUnmatched: trigger is EventTrigger);
    }
}
