using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Engine;

/// <summary>The table of operations as the engine sees it: what a command happens to an instance as, and what decides about it. An event that is sent is an event.</summary>
internal static class OperationRules
{
    public static IReadOnlyList<OperationRule> All { get; } =
    [
        new OperationRule<PauseWorkflow, PauseTrigger>(OperationKinds.Pause, (_, actor, reason) => new(actor, reason), (draft, trigger) => OperationDecision.Pause(draft, trigger)),
        new OperationRule<ResumeWorkflow, ResumeTrigger>(OperationKinds.Resume, (_, actor, reason) => new(actor, reason), OperationDecision.Resume),
        new OperationRule<RetryWorkflow, RetryTrigger>(OperationKinds.Retry, (retry, actor, reason) => new(actor, reason) { Place = retry.Place }, OperationDecision.Retry),
        new OperationRule<SkipWorkflowStep, SkipTrigger>(OperationKinds.Skip, (skip, actor, reason) => new(skip.Result, actor, reason) { Place = skip.Place }, OperationDecision.Skip),
        new OperationRule<RewindWorkflow, RewindTrigger>(OperationKinds.Rewind, (rewind, actor, reason) => new(rewind.Node, actor, reason), OperationDecision.Rewind),
        new OperationRule<CancelWorkflow, CancelTrigger>(OperationKinds.Cancel, (_, actor, reason) => new(actor, reason), OperationDecision.Cancel),
    ];

    /// <exception cref="InvalidOperationException">There is no such operation.</exception>
    public static OperationRule Of(IWorkflowOperation command) =>
        All.FirstOrDefault(rule => rule.Kind.Command == command.GetType()) ?? throw new InvalidOperationException($"There is no operation {command.GetType().Name}.");

    /// <exception cref="InvalidOperationException">There is no such operation.</exception>
    public static OperationRule Of(OperationTrigger trigger) =>
        All.FirstOrDefault(rule => rule.Trigger == trigger.GetType()) ?? throw new InvalidOperationException($"The engine has no rule for {trigger.GetType().Name}.");

    /// <returns>The operation that a trigger belongs to; null: nobody commanded it.</returns>
    public static OperationKind? KindOf(Trigger trigger) => trigger switch
    {
        OperationTrigger operation => Of(operation).Kind,
        EventTrigger { IsDirect: true } => OperationKinds.SendEvent,
        _ => null,
    };
}

/// <summary>What the engine makes of a command.</summary>
internal abstract record OperationRule(OperationKind Kind)
{
    public abstract Type Trigger { get; }

    public abstract OperationTrigger TriggerOf(IWorkflowOperation command, string? actor, string? reason);

    /// <param name="draft">Of an instance that stands so that the operation is possible.</param>
    /// <param name="trigger">Of this rule.</param>
    public abstract Decision Decide(TransitionDraft draft, OperationTrigger trigger);
}

/// <inheritdoc/>
internal sealed record OperationRule<TCommand, TTrigger>(OperationKind Kind, Func<TCommand, string?, string?, TTrigger> Make, Func<TransitionDraft, TTrigger, Decision> Rule) : OperationRule(Kind)
    where TCommand : IWorkflowOperation
    where TTrigger : OperationTrigger
{
    public override Type Trigger => typeof(TTrigger);

    public override OperationTrigger TriggerOf(IWorkflowOperation command, string? actor, string? reason) => Make((TCommand)command, actor, reason);

    public override Decision Decide(TransitionDraft draft, OperationTrigger trigger) => Rule(draft, (TTrigger)trigger);
}

internal sealed record PauseTrigger(string? Actor, string? Reason) : OperationTrigger(Actor, Reason);

internal sealed record ResumeTrigger(string? Actor, string? Reason) : OperationTrigger(Actor, Reason);

internal sealed record CancelTrigger(string? Actor, string? Reason) : OperationTrigger(Actor, Reason);

internal sealed record RetryTrigger(string? Actor, string? Reason) : OperationTrigger(Actor, Reason)
{
    /// <inheritdoc cref="RetryWorkflow.Place"/>
    public string? Place { get; init; }
}

internal sealed record SkipTrigger(string? Result, string? Actor, string? Reason) : OperationTrigger(Actor, Reason)
{
    /// <inheritdoc cref="SkipWorkflowStep.Place"/>
    public string? Place { get; init; }
}

internal sealed record RewindTrigger(string Node, string? Actor, string? Reason) : OperationTrigger(Actor, Reason)
{
    /// <summary>The nodes that the instance has passed, in that order. Where it stands comes on top.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];
}
