using System.Runtime.CompilerServices;
using Workflows.Contracts;

namespace Workflows.Definition;

internal sealed class AwaitedEventBuilder<TState, TEvent>(WorkflowSyntax workflow, string wait, AwaitedEventSyntax awaited)
    : AwaitedEventBuilder<TState, TEvent, IAwaitedEventBuilder<TState, TEvent>>(workflow, wait, awaited), IAwaitedEventBuilder<TState, TEvent>
    where TState : class
    where TEvent : class
{
    protected override IAwaitedEventBuilder<TState, TEvent> Self => this;
}

/// <summary>What can be said of an awaited event, whether the wait is for it alone or for several.</summary>
internal abstract class AwaitedEventBuilder<TState, TEvent, TBuilder>(WorkflowSyntax workflow, string wait, AwaitedEventSyntax awaited)
    : IAwaitedEventBuilder<TState, TEvent, TBuilder>
    where TState : class
    where TEvent : class
{
    protected abstract TBuilder Self { get; }

    public TBuilder CorrelatedBy<TKey>(
        Func<TEvent, TKey> eventKey,
        Func<TState, TKey> stateKey,
        [CallerArgumentExpression(nameof(eventKey))] string? eventLabel = null,
        [CallerArgumentExpression(nameof(stateKey))] string? stateLabel = null)
    {
        ArgumentNullException.ThrowIfNull(eventKey);
        ArgumentNullException.ThrowIfNull(stateKey);
        workflow.FaultIfRepeated(wait, "CorrelatedBy", awaited.Correlation is not null);
        if (KeyText.FaultOf(typeof(TKey)) is { } fault)
            workflow.Fault(wait, $"a key for {typeof(TEvent).Name} that always has the same text", fault);

        awaited.Correlation = new EventCorrelation(e => KeyText.Of(eventKey((TEvent)e)), s => KeyText.Of(stateKey((TState)s)))
        {
            FormerFromEvent = FormerKeyText.Of<TKey>() is { } former ? e => former(eventKey((TEvent)e)) : null,
            EventLabel = eventLabel,
            StateLabel = stateLabel,
        };
        return Self;
    }

    public TBuilder SentToInstance()
    {
        awaited.SentToInstance = true;
        return Self;
    }

    public TBuilder When(Func<TState, TEvent, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        workflow.FaultIfRepeated(wait, "When", awaited.Condition is not null);
        awaited.Condition = (s, e) => condition((TState)s, (TEvent)e);
        return Self;
    }

    public TBuilder OnReceived(Action<TState, TEvent> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        return OnReceived((s, e, _) => apply(s, e));
    }

    public TBuilder OnReceived(Action<TState, TEvent, EventContext> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        workflow.FaultIfRepeated(wait, "OnReceived", awaited.Apply is not null);
        awaited.Apply = (s, e, context) => apply((TState)s, (TEvent)e, context);
        return Self;
    }

    public TBuilder IgnoreEarlyEvents()
    {
        awaited.IgnoreEarlyEvents = true;
        return Self;
    }
}
