using Workflows.Contracts;

namespace Workflows.Testing;

/// <summary>Makes contexts for testing the class of a step by itself, without a bus: call its <c>Execute</c> with one, then look at what it did.</summary>
public static class StepContexts
{
    /// <summary>Makes a context.</summary>
    /// <param name="state">The state that the step finds and changes.</param>
    /// <param name="instance">Whose step it is, and which attempt. Default: the first attempt of a new instance.</param>
    /// <param name="cancellationToken">The token that the step finds.</param>
    public static StepContext<TState> Create<TState>(TState state, StepContextOptions? instance = null, CancellationToken cancellationToken = default)
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(state);
        var options = instance ?? new StepContextOptions();
        var message = new ExecuteStep
        {
            InstanceId = options.InstanceId ?? Guid.NewGuid(),
            Workflow = options.Workflow,
            Version = options.Version,
            Node = options.Step,
            Token = 1,
            Attempt = options.Attempt,
            Key = options.Key,
            Headers = options.Headers,
            Revision = 1,
            State = "{}",
            ReplyTo = new Uri("exchange:test"),
        };
        return new StepContext<TState>(state, message, cancellationToken);
    }

    /// <summary>Messages of a type that the step published, oldest first. On a bus they leave when the outcome is stored.</summary>
    public static IReadOnlyList<TMessage> Published<TMessage>(this StepContext context)
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return [.. context.Held.Where(call => call.Destination is null).Select(call => call.Message).OfType<TMessage>()];
    }

    /// <summary>Messages of a type that the step sent, with their addresses, oldest first.</summary>
    public static IReadOnlyList<(Uri Destination, TMessage Message)> Sent<TMessage>(this StepContext context)
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return [.. context.Held.Where(call => call is { Destination: not null, Message: TMessage }).Select(call => (call.Destination!, (TMessage)call.Message))];
    }

    /// <summary>The outcome that the step declared; completed, if none.</summary>
    public static StepOutcome Outcome(this StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Outcome;
    }

    /// <summary>The reason that the step gave for its outcome.</summary>
    public static string? Reason(this StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.OutcomeReason;
    }

    /// <summary>The delay that the step asked for with <see cref="StepContext.ReattemptAfter"/>.</summary>
    public static TimeSpan? ReattemptDelay(this StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ReattemptDelay;
    }
}
