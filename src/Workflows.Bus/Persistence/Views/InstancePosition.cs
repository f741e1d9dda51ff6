using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>Where an instance stands, in the few values that a list shows: read from its tokens, so that a list reads no payload.</summary>
internal readonly record struct InstancePosition
{
    private const int MaxErrorMessage = 500;

    public string? Node { get; private init; }

    /// <summary>The event types that it still waits for, as <see cref="AwaitedEvents"/> joins them; null where it waits for none.</summary>
    public string? WaitingFor { get; private init; }

    public DateTimeOffset? DueAt { get; private init; }

    public int? Attempt { get; private init; }

    public DateTimeOffset? Since { get; private init; }

    public static InstancePosition Of(WorkflowInstance instance)
    {
        var dueAt = instance.Execution.EarliestDueAt;
        if (instance.CurrentToken is not { State: not WorkflowTokenState.Scheduled } token)
            return new InstancePosition { DueAt = dueAt };

        return new InstancePosition
        {
            Node = token.Node,
            WaitingFor = token.State == WorkflowTokenState.Waiting ? AwaitedEvents.JoinedNames(instance.Execution, token) : null,
            DueAt = dueAt,
            Attempt = token.Attempt > 0 ? token.Attempt : null,
            Since = token.Since,
        };
    }

    /// <summary>The status of an instance that had nothing but this branch.</summary>
    public static WorkflowStatus StatusOf(WorkflowInstance instance, Token token) => token.State switch
    {
        _ when instance.Execution.IsHeld => instance.Status,
        WorkflowTokenState.Faulted => WorkflowStatus.Faulted,
        WorkflowTokenState.Scheduled => WorkflowStatus.Pending,
        WorkflowTokenState.Sleeping or WorkflowTokenState.Waiting => WorkflowStatus.Waiting,
        _ => WorkflowStatus.Running,
    };

    /// <summary>The message of an error as a list shows it.</summary>
    public static string? Shorten(string? message, int length = MaxErrorMessage)
    {
        if (message is null || message.Length <= length)
            return message;

        // Half of a surrogate pair is not text.
        return message[..(char.IsHighSurrogate(message[length - 1]) ? length - 1 : length)];
    }
}
