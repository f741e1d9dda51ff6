using Workflows.Contracts;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Journal;

/// <summary>Says in words what an entry records. An entry of a kind that is not known here is shown by its name.</summary>
internal static class JournalText
{
    private static readonly string[] _onTheWay =
    [
        "WorkflowScheduled", "WorkflowStarted", "StepStarted", "StepCompleted", "StepFailed", "StepLost", "StepSkipped", "StepReattempted", "SleepElapsed",
        "EventReceived", "EventKept", "EventDropped", "WaitTimedOut", "BranchChosen",
    ];

    private static readonly string[] _atTheEnd = ["WorkflowRedriven", "WorkflowFaulted", "WorkflowCompleted", "WorkflowFailed", "WorkflowCanceled"];

    /// <summary>The kinds that a filter offers, in the order of a life. Between are those that only say that somebody operated on the instance.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [.. _onTheWay, .. OperationKinds.All.SelectMany(kind => kind.Entries).Except(_onTheWay).Except(_atTheEnd), .. _atTheEnd];

    public static string Of(WorkflowJournalEntry entry, JournalDetail detail) => entry.Kind switch
    {
        "WorkflowScheduled" => detail.DueAt is { } at ? $"To be started at {Utc.Text(at)}" : "To be started later",
        "WorkflowStarted" => detail.EventType is { } type ? $"Started by {Shown.TypeName(type)}" : "Started",
        "StepStarted" => $"Attempt {entry.Attempt} began{On(detail)}",
        "StepCompleted" => $"Attempt {entry.Attempt} completed{In(detail)}{On(detail)}",
        "StepFailed" => $"Attempt {entry.Attempt} failed{After(detail)}{On(detail)}{Next(detail, entry)}",
        "StepLost" => $"Attempt {entry.Attempt} was lost: its worker went away{On(detail)}",
        "StepSkipped" => entry.Attempt is null ? "Skipped" : $"Skipped after {Numbers.Of(entry.Attempt.Value, "attempt")}",
        "StepReattempted" => $"Attempt {entry.Attempt} asked to run again{Next(detail, entry)}",
        "SleepElapsed" => "Woke up",
        "EventReceived" => $"Took {Shown.TypeName(detail.EventType)}",
        "EventKept" => $"{Shown.TypeName(detail.EventType)} came early and was kept",
        "EventDropped" => $"{Shown.TypeName(detail.EventType)} came early and was dropped",
        "WaitTimedOut" => "Waited in vain",
        "BranchChosen" => $"Went on by '{Shown.Line(detail.Branch, 60)}'",
        "WorkflowRedriven" => "Had been silent: its open messages were sent again",
        "WorkflowFaulted" => "Faulted: waits for an operator",
        "WorkflowCompleted" => "Completed",
        "WorkflowFailed" => "Failed",
        "WorkflowCanceled" => "Canceled",
        _ => OperationTexts.All.FirstOrDefault(text => text.Kind.Entries.Contains(entry.Kind)) is { } operation ? operation.EntryOf(entry) : Shown.Line(entry.Kind, 80),
    };

    public static JournalTone ToneOf(WorkflowJournalEntry entry) => entry.Kind switch
    {
        "StepFailed" or "StepLost" or "WorkflowFaulted" or "WorkflowFailed" or "EventDropped" or "WaitTimedOut" => JournalTone.Bad,
        _ when entry.Actor is not null => JournalTone.Person,
        "StepCompleted" or "WorkflowCompleted" or "EventReceived" or "SleepElapsed" => JournalTone.Good,
        _ => JournalTone.Plain,
    };

    private static string In(JournalDetail detail) => detail.Duration is { } length ? $" in {Ages.Of(length)}" : "";

    private static string After(JournalDetail detail) => detail.Duration is { } length ? $" after {Ages.Of(length)}" : "";

    private static string On(JournalDetail detail) => detail.Worker is { } worker ? $" on {Shown.Line(worker, 60)}" : "";

    private static string Next(JournalDetail detail, WorkflowJournalEntry entry) =>
        detail.DueAt is { } due ? $"; the next one in {Ages.Of(due - entry.At)}" : "";
}
