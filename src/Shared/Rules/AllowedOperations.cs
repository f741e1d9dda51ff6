using Workflows.Contracts;

namespace Workflows.Kinds;

/// <summary>Says which operations are possible as an instance stands. The definition has a say too, where it is known.</summary>
internal static class AllowedOperations
{
    public static IReadOnlyList<WorkflowOperationChoice> Of(InstanceStanding instance) =>
        [.. OperationKinds.All.Select(kind => new WorkflowOperationChoice(kind.Name, WhyNot(kind, instance)))];

    /// <returns>A sentence; null: nothing that is stored of the instance speaks against it.</returns>
    public static string? WhyNot(OperationKind kind, InstanceStanding instance)
    {
        var isUnsent = kind.AnswersUnsent && instance.HasUnsendable;
        if (instance.Status.IsTerminal())
            return isUnsent ? null : Sentence(kind, instance.Status);

        if (instance.IsUndefined && kind.WhyNotUndefined is { } whyNot)
            return whyNot;

        return isUnsent || IsPossible(kind, instance) ? null : Sentence(kind, instance.Status);
    }

    private static bool IsPossible(OperationKind kind, InstanceStanding instance) =>
        kind.Statuses.Contains(instance.Status)
        || (kind.WhileRetryPending && instance is { Status: WorkflowStatus.Running, HasPendingRetry: true })
        || (kind.WhileListening && instance.IsListening)
        || (kind.BesideAFault && instance is { Status: WorkflowStatus.Faulted, GoesOnBesideAFault: true });

    private static string Sentence(OperationKind kind, WorkflowStatus status) =>
        $"{kind.Subject} is not possible while the instance is {status}. {For(status)}";

    private static string For(WorkflowStatus status)
    {
        if (status.IsTerminal())
            return "It has ended: nothing can change it.";

        var always = OperationKinds.All.Where(kind => kind.Statuses.Contains(status) || (kind.WhileListening && status == WorkflowStatus.Waiting));
        var pending = OperationKinds.All.Where(kind => kind.WhileRetryPending && status == WorkflowStatus.Running).ToArray();
        var besides = pending.Length == 0 ? "" : $"; {string.Join(" and ", pending.Select(kind => kind.Phrase))} while a retry is pending";
        return $"Possible: {string.Join(", ", always.Select(kind => kind.Phrase))}{besides}.";
    }
}

/// <summary>What decides whether an operation on an instance is possible.</summary>
/// <param name="Status">Its status.</param>
/// <param name="HasPendingRetry">A branch waits for its next attempt.</param>
/// <param name="IsListening">It listens for an event, or waits for one that is sent to it.</param>
/// <param name="HasUnsendable">It keeps a message that cannot be sent.</param>
/// <param name="IsUndefined">Its definition was missing.</param>
/// <param name="GoesOnBesideAFault">One branch stands on an error, and others go on.</param>
internal readonly record struct InstanceStanding(
    WorkflowStatus Status, bool HasPendingRetry, bool IsListening, bool HasUnsendable = false, bool IsUndefined = false, bool GoesOnBesideAFault = false);
