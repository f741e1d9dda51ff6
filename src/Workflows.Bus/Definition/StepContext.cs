using System.Collections.ObjectModel;
using MassTransit;
using Workflows.Contracts;

namespace Workflows;

/// <summary>Identity and outcome of one attempt of a step.</summary>
public abstract class StepContext
{
    private readonly List<HeldCall> _held = [];

    private protected StepContext(ExecuteStep message, CancellationToken cancellationToken)
    {
        InstanceId = message.InstanceId;
        Workflow = message.Workflow;
        Version = message.Version;
        Step = message.Node;
        Place = message.Place ?? WorkflowPlace.Of(message.Node).ToString();
        Attempt = message.Attempt;
        Key = message.Key;
        Headers = message.Headers ?? ReadOnlyDictionary<string, string>.Empty;
        Token = message.Token;
        CancellationToken = cancellationToken;
        Message = message;
    }

    /// <summary>The instance.</summary>
    public Guid InstanceId { get; }

    /// <summary>Name of the workflow.</summary>
    public string Workflow { get; }

    /// <summary>Version of the definition.</summary>
    public int Version { get; }

    /// <summary>Name of the node.</summary>
    public string Step { get; }

    /// <summary>The node in its scopes, such as <c>lines[3]/reserve</c>; the name of the node, where it is in none.</summary>
    public string Place { get; }

    /// <summary>Number of the attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Business key of the instance.</summary>
    public string? Key { get; }

    /// <summary>Headers that the instance carries (<c>CarryHeader</c>, <c>StartOptions.Headers</c>). They go with every message that the step publishes or sends.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The same for every attempt of this step at this place of the instance: pass it to services that recognize a repetition.</summary>
    public string IdempotencyKey => $"{InstanceId:N}/{Place}";

    /// <summary>Signaled when the attempt runs out of time, when the instance is canceled, and when the process stops.</summary>
    public CancellationToken CancellationToken { get; }

    internal int Token { get; }

    /// <summary>What asked for the attempt.</summary>
    internal ExecuteStep Message { get; }

    internal StepOutcome Outcome { get; private set; } = StepOutcome.Completed;

    internal string? OutcomeReason { get; private set; }

    internal TimeSpan? ReattemptDelay { get; private set; }

    internal IReadOnlyList<HeldCall> Held => _held;

    /// <summary>
    /// Publishes a message once the outcome of this attempt is committed. It is sent again after a crash, with the same MessageId.
    /// An attempt that fails publishes nothing.
    /// </summary>
    /// <exception cref="ArgumentException">The bus cannot carry a message of that type.</exception>
    public void Publish<T>(T message)
        where T : class => Hold(message, null, null);

    /// <summary>The same, with headers of its own.</summary>
    /// <param name="message">The message.</param>
    /// <param name="configure">Takes what goes with it.</param>
    /// <exception cref="ArgumentException">The bus cannot carry a message of that type, or such a header.</exception>
    public void Publish<T>(T message, Action<OutgoingOptions> configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configure);
        Hold(message, null, configure);
    }

    /// <summary>Sends a message to an address once the outcome of this attempt is committed. Otherwise like <see cref="Publish{T}(T)"/>.</summary>
    /// <exception cref="ArgumentException">The bus cannot carry a message of that type.</exception>
    public void Send<T>(Uri destination, T message)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(destination);
        Hold(message, destination, null);
    }

    /// <summary>The same, with headers of its own.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="message">The message.</param>
    /// <param name="configure">Takes what goes with it.</param>
    /// <exception cref="ArgumentException">The bus cannot carry a message of that type, or such a header.</exception>
    public void Send<T>(Uri destination, T message, Action<OutgoingOptions> configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(configure);
        Hold(message, destination, configure);
    }

    /// <summary>Records the step as skipped: it had nothing to do.</summary>
    /// <exception cref="InvalidOperationException">Another outcome was declared before.</exception>
    public void Skip(string? reason = null) => Declare(StepOutcome.Skipped, reason);

    /// <summary>Runs the step again after a delay, without counting a failure. Changes to the state and messages are kept.</summary>
    /// <param name="delay">Zero or less: at once.</param>
    /// <param name="reason">Why, for the journal.</param>
    /// <exception cref="InvalidOperationException">Another outcome was declared before.</exception>
    public void ReattemptAfter(TimeSpan delay, string? reason = null)
    {
        Declare(StepOutcome.Reattempt, reason);
        ReattemptDelay = delay;
    }

    /// <summary>Completes the instance behind this step.</summary>
    /// <exception cref="InvalidOperationException">Another outcome was declared before.</exception>
    public void Finish(string? reason = null) => Declare(StepOutcome.Finish, reason);

    /// <summary>Pauses the instance behind this step.</summary>
    /// <exception cref="InvalidOperationException">Another outcome was declared before.</exception>
    public void Pause(string? reason = null) => Declare(StepOutcome.Pause, reason);

    /// <summary>Cancels the instance behind this step.</summary>
    /// <exception cref="InvalidOperationException">Another outcome was declared before.</exception>
    public void Cancel(string? reason = null) => Declare(StepOutcome.Cancel, reason);

    /// <summary>What could never be sent fails here, in the attempt, not behind its commit.</summary>
    private void Hold<T>(T message, Uri? destination, Action<OutgoingOptions>? configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(message);
        var type = typeof(T) == typeof(object) ? message.GetType() : typeof(T);
        if (!MessageTypeCache.IsValidMessageType(type))
            throw new ArgumentException($"Expected a message of a type of your own, but it is {type.Name}: {MessageTypeCache.InvalidMessageTypeReason(type)}", nameof(message));

        var options = new OutgoingOptions(Headers);
        configure?.Invoke(options);
        _held.Add(new HeldCall(message, type, destination) { Headers = options.Headers.All });
    }

    private void Declare(StepOutcome outcome, string? reason)
    {
        if (Outcome != StepOutcome.Completed)
            throw new InvalidOperationException($"A step has one outcome, but '{Step}' declared {Outcome} and then {outcome}.");

        Outcome = outcome;
        OutcomeReason = reason;
    }
}

/// <summary>State, identity and outcome of one attempt of a step.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
public sealed class StepContext<TState> : StepContext
    where TState : class
{
    internal StepContext(TState state, ExecuteStep message, CancellationToken cancellationToken)
        : base(message, cancellationToken)
    {
        State = state;
    }

    /// <summary>The state of the instance. Changes are stored when the step returns; those of an attempt that fails are not.</summary>
    public TState State { get; }
}

/// <summary>A message that waits for the outcome to be committed.</summary>
internal sealed record HeldCall(object Message, Type Type, Uri? Destination)
{
    /// <summary>Null: none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
