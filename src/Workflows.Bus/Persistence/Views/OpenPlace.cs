using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>
/// A branch in the lists: where it is, since when, and what will move it. The place of a step that is the only branch of its instance and goes on stands in the row of the
/// instance, so that an instance that goes from step to step writes no more than that; what rests, and every branch of several, is a row of its own.
/// </summary>
internal sealed record OpenPlace
{
    /// <summary>As much of an error as makes its wording.</summary>
    private const int MaxErrorMessage = 2_000;

    /// <summary>Number of the token; <see cref="Token.Start"/>: what is wrong is wrong with the instance as a whole.</summary>
    public required int Token { get; init; }

    /// <summary>Null: it has not begun, or stands nowhere.</summary>
    public string? Node { get; init; }

    /// <summary>The node in its scopes, where it is in any; else null.</summary>
    public string? Place { get; init; }

    public WorkflowTokenState State { get; init; }

    /// <summary>The status of an instance that had nothing but this branch.</summary>
    public WorkflowStatus Status { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public int? Attempt { get; init; }

    /// <summary>The event types that it still waits for, as <see cref="AwaitedEvents"/> joins them; null where it waits for none.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>A <see cref="WorkflowFingerprint"/> while the instance stands open with this error, else null.</summary>
    public string? Fingerprint { get; init; }

    public string? ErrorType { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>Those that are rows, in the order of their numbers.</summary>
    public static IReadOnlyList<OpenPlace> Of(WorkflowInstance? instance)
    {
        if (instance is null || instance.Status.IsTerminal() || (instance.Status is WorkflowStatus.Running or WorkflowStatus.Compensating && instance.Execution.Tokens.Length < 2))
            return [];

        var places = new List<OpenPlace>();
        var isWhole = instance.Execution.Undefined || instance.Execution.HasUnsendable;
        if (isWhole && instance is { Status: WorkflowStatus.Faulted, Error: { } error })
            places.Add(OfWhole(instance, error));

        foreach (var token in instance.Execution.Tokens)
            places.Add(OfBranch(instance, token, isFailure: !isWhole && instance.Status == WorkflowStatus.Faulted && token.State == WorkflowTokenState.Faulted));

        return places;
    }

    private static OpenPlace OfWhole(WorkflowInstance instance, WorkflowError error)
    {
        var node = InstancePosition.Of(instance).Node;
        return new OpenPlace
        {
            Token = Instances.Token.Start,
            Node = node,
            State = WorkflowTokenState.Faulted,
            Status = WorkflowStatus.Faulted,
            Since = instance.Execution.FaultedAt ?? instance.CreatedAt,
            Fingerprint = WorkflowFingerprint.Of(instance.Workflow, node, error.Type, error.Message),
            ErrorType = error.Type,
            ErrorMessage = InstancePosition.Shorten(error.Message, MaxErrorMessage),
        };
    }

    private static OpenPlace OfBranch(WorkflowInstance instance, Token token, bool isFailure)
    {
        var hasBegun = token.State != WorkflowTokenState.Scheduled;
        return new OpenPlace
        {
            Token = token.Id,
            Node = hasBegun ? token.Node : null,
            Place = hasBegun && !token.Scope.IsRoot ? token.Place.ToString() : null,
            State = token.State,
            Status = InstancePosition.StatusOf(instance, token),
            Since = token.Since,
            DueAt = token.DueAt,
            Attempt = token.Attempt > 0 ? token.Attempt : null,
            WaitingFor = token.State == WorkflowTokenState.Waiting ? AwaitedEvents.JoinedNames(instance.Execution, token) : null,
            Fingerprint = isFailure && token.Error is { } error ? WorkflowFingerprint.Of(instance.Workflow, token.Node, error.Type, error.Message) : null,
            ErrorType = token.Error?.Type,
            ErrorMessage = InstancePosition.Shorten(token.Error?.Message, MaxErrorMessage),
        };
    }
}
