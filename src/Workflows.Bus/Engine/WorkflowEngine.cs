using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// Decides what a trigger makes of an instance. A pure function: no I/O, no clock, no container. The same plan, instance, trigger and time
/// always give the same transition.
/// </summary>
internal sealed class WorkflowEngine(EngineSettings settings)
{
    public EngineSettings Settings { get; } = settings;

    public Decision Start(WorkflowPlan plan, Guid instanceId, StartTrigger trigger, DateTimeOffset now) =>
        StartDecision.Decide(plan, instanceId, trigger, Settings, now);

    /// <param name="plan">The definition that the instance runs on; null: not known here.</param>
    /// <param name="instance">The instance as it is stored.</param>
    /// <param name="trigger">What happens to it.</param>
    /// <param name="now">When.</param>
    public Decision Decide(WorkflowPlan? plan, WorkflowInstance instance, Trigger trigger, DateTimeOffset now)
    {
        if (trigger is MessagesSentTrigger sent)
            return Sent(new TransitionDraft(plan, instance, Settings, now), sent);

        if (IsRepeated(instance.Execution, trigger))
            return Decision.Ignore(trigger is EventTrigger ? "the event was taken before" : "the command was obeyed before");

        if (instance.Status.IsTerminal())
            return trigger is OperationTrigger or EventTrigger { IsDirect: true }
                ? Decision.Refuse(WorkflowRefusal.WrongStatus, AllowedOperations.Sentence(NameOf(trigger), instance.Status))
                : Redriven(plan, instance, trigger, now);

        var draft = new TransitionDraft(plan, instance, Settings, now) { JobId = trigger.JobId };
        if (trigger is OperationTrigger operation)
            draft.Obey(operation);

        return DefinitionGap.Of(plan, instance) is { } gap
            ? DefinitionGap.Decide(gap, draft, trigger)
            : Known(draft, instance.Status, trigger);
    }

    /// <summary>What is delivered again is not refused because of what it did the first time.</summary>
    private static bool IsRepeated(Execution execution, Trigger trigger) => trigger switch
    {
        EventTrigger received => execution.SeenEvents.Contains(received.EventId),
        OperationTrigger { CommandId: { } id } => execution.Commands.Contains(id),
        _ => false,
    };

    private static Decision Known(TransitionDraft draft, WorkflowStatus status, Trigger trigger) => trigger switch
    {
        StepEndedTrigger ended => StepDecision.Ended(draft, ended),
        StepStartedTrigger started => StepDecision.Started(draft, started),
        StepRunningTrigger running => StepDecision.Running(draft, running),
        StepHeldTrigger held => StepDecision.Held(draft, held),
        StepLostTrigger lost => StepDecision.Lost(draft, lost),
        TimerTrigger timer => TimerDecision.Decide(draft, timer),
        EventTrigger received => EventDecision.Decide(draft, received),
        RedriveTrigger => RedriveDecision.Decide(draft),
        PauseTrigger pause => OperationDecision.Pause(draft, status, pause),
        ResumeTrigger resume => OperationDecision.Resume(draft, status, resume),
        CancelTrigger cancel => OperationDecision.Cancel(draft, cancel),
        RetryTrigger retry => OperationDecision.Retry(draft, status, retry),
        SkipTrigger skip => OperationDecision.Skip(draft, status, skip),
        RewindTrigger rewind => OperationDecision.Rewind(draft, status, rewind),
        _ => throw new InvalidOperationException($"The engine has no rule for {trigger.GetType().Name}."),
    };

    private static Decision Sent(TransitionDraft draft, MessagesSentTrigger sent) =>
        draft.Outbox.RemoveAll(message => sent.MessageIds.Contains(message.MessageId)) == 0
            ? Decision.Ignore("nothing of it was open")
            : draft.Build(listenAsBefore: true);

    /// <summary>An ended instance may still have messages to send.</summary>
    private Decision Redriven(WorkflowPlan? plan, WorkflowInstance instance, Trigger trigger, DateTimeOffset now) =>
        trigger is RedriveTrigger && !instance.Execution.Outbox.IsEmpty
            ? new TransitionDraft(plan, instance, Settings, now).Build()
            : new Ignored($"the instance is {instance.Status}", IsUnmatched: trigger is EventTrigger);

    private static string NameOf(Trigger trigger) =>
        trigger is EventTrigger ? "Sending an event" : trigger.GetType().Name.Replace("Trigger", "", StringComparison.Ordinal);
}
