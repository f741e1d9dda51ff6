using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>What the dashboard says of each operation, in the order in which it offers them.</summary>
internal static class OperationTexts
{
    public static IReadOnlyList<OperationText> All { get; } =
    [
        new OperationText
        {
            Kind = OperationKinds.Retry,
            Consequences = (details, _) => [Consequences.Again(details), "What the failed attempt already did outside may happen twice, unless the step uses its idempotency key."],
            ForMany = ["What each of them faulted on is tried again, with all its attempts before it. Effects outside may happen twice, unless the step uses its idempotency key."],
            Done = "retried",
            IsUsual = true,
            WorksOnStuck = true,
            IsAboutPlace = true,
        },
        new OperationText
        {
            Kind = OperationKinds.Resume,
            Consequences = (details, now) => [Consequences.Overdue(details, now), "The instance goes on from where it stands."],
            ForMany = ["They go on. What fell due while they were paused happens at once."],
            Done = "resumed",
            IsUsual = true,
        },
        new OperationText
        {
            Kind = OperationKinds.Pause,
            Consequences = (details, _) => ["A running step finishes and its result is kept. Nothing further is dispatched.", Consequences.Timers(details, "Timers keep their times; what falls due meanwhile happens on resume.")],
            ForMany = ["Running steps finish; nothing further is dispatched. Resume takes it back."],
            Done = "paused",
        },
        new OperationText
        {
            Kind = OperationKinds.Skip,
            Consequences = (details, _) => [$"The instance goes on behind {Consequences.Stuck(details)} as if it had completed. What it should have done is not done.", "Later steps may miss what it would have put into the state."],
            ForMany = ["Each of them goes on behind the node it faulted on. What a step should have done is not done; a decision is not made, and neither of its ways is gone; a wait is left without its event.", "An instance that faulted on its last node ends as Completed."],
            Done = "skipped",
            NeedsReason = true,
            WorksOnStuck = true,
            IsAboutPlace = true,
            FieldLabels = new Dictionary<string, string> { [OperationKinds.Result.Name] = "Members to set in the state instead, a JSON object (optional)" },
        },
        new OperationText
        {
            Kind = OperationKinds.Rewind,
            Consequences = (details, _) => ["The instance goes back to a node that it has passed and on from there. Its state stays as it is: what steps have put into it is still there when they run again.", $"Whatever it is doing at {Consequences.Here(details)} is given up."],
            Done = "rewound",
            Entry = entry => $"Rewound to {Shown.Line(entry.Node, 100)}",
            Label = "Rewind to step",
            NeedsReason = true,
            IsAboutPlace = true,
            HasChoices = true,
        },
        new OperationText
        {
            Kind = OperationKinds.SendEvent,
            Consequences = (_, _) => ["The event is handed to this instance alone, whatever its key. It goes on if a wait takes it."],
            ForMany = ["Each of them is handed the same event, whatever its key. It goes on if a wait takes it; a wait that is still ahead finds it kept."],
            Done = "handed the event",
            LabelForAll = "Send event to all",
            Heading = "Send an event to",
            HasChoices = true,
        },
        new OperationText
        {
            Kind = OperationKinds.Cancel,
            Consequences = (details, _) => Consequences.Cancel(details),
            ForMany = ["They end for good. This cannot be taken back. Completed steps are not undone."],
            Done = "canceled",
            IsFinal = true,
            NeedsReason = true,
        },
    ];

    /// <summary>Those with a form for many.</summary>
    public static IReadOnlyList<OperationText> ForMany { get; } = [.. All.Where(text => text.Kind.Bulk is not null)];

    public static OperationText Of(OperationKind kind) => All.First(text => text.Kind == kind);

    /// <returns>Null: a release that is newer than this one knows it.</returns>
    public static OperationText? Find(WorkflowBulkOperation bulk) => ForMany.FirstOrDefault(text => text.Kind.Bulk == bulk);
}
