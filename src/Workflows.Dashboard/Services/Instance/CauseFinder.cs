using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>Says why an instance is where it is. Null where there is nothing to explain: it runs, or it completed.</summary>
internal static class CauseFinder
{
    /// <param name="details">The instance.</param>
    /// <param name="latest">The latest entries of its journal, latest first.</param>
    /// <param name="now">Now.</param>
    public static Cause? Of(WorkflowDetails details, IReadOnlyList<WorkflowJournalEntry> latest, DateTimeOffset now) => details.Summary.Status switch
    {
        WorkflowStatus.Faulted => Faulted(details, latest, now),
        WorkflowStatus.Failed => Ended(details, latest, now, "Failed", CauseTone.Failed),
        WorkflowStatus.Canceled => Ended(details, latest, now, "Canceled", CauseTone.Off),
        WorkflowStatus.Paused => Paused(details, latest, now),
        WorkflowStatus.Pending => Pending(details, now),
        WorkflowStatus.Running or WorkflowStatus.Compensating => Running(details, now),
        WorkflowStatus.Waiting => Waiting(details, now),
        _ => null,
    };

    private static Cause Faulted(WorkflowDetails details, IReadOnlyList<WorkflowJournalEntry> latest, DateTimeOffset now)
    {
        var line = details.Summary;
        var token = details.Tokens.FirstOrDefault(token => token.State == WorkflowTokenState.Faulted) ?? (details.Tokens.Count > 0 ? details.Tokens[0] : null);
        var node = token?.Node ?? line.CurrentNode;
        var facts = new List<string>();
        if (token is { Attempt: > 0 })
            facts.Add($"{Numbers.Of(token.Attempt, "attempt")} made.");

        if (latest.FirstOrDefault(entry => entry.Kind is "StepFailed" or "StepLost" or "WorkflowFaulted") is { } last)
            facts.Add($"Last at {Utc.Text(last.At)}{On(last)}, {Ages.From(now, last.At)}.");

        facts.Add("It stands until somebody retries, skips, rewinds or cancels it.");
        return new Cause
        {
            Tone = CauseTone.Bad,
            Title = node is null ? "Faulted" : $"Faulted at {Shown.Line(node, 100)}",
            Error = details.Error,
            Facts = facts,
            Fingerprint = details.Error is { } error ? WorkflowFingerprint.Of(line.Workflow, node, error.Type, error.Message) : null,
        };
    }

    private static string On(WorkflowJournalEntry entry) =>
        Journal.JournalDetail.Of(entry).Worker is { } worker ? $" on {Shown.Line(worker, 80)}" : "";

    private static Cause Ended(WorkflowDetails details, IReadOnlyList<WorkflowJournalEntry> latest, DateTimeOffset now, string title, CauseTone tone)
    {
        var last = latest.FirstOrDefault(entry => entry.Kind is "WorkflowFailed" or "WorkflowCanceled");
        var facts = new List<string>();
        if (last?.Reason is { } reason && reason != details.Error?.Message)
            facts.Add($"{Cause.Said}{Shown.Line(reason, 600)}");

        if (details.Summary.FinishedAt is { } finishedAt)
            facts.Add($"{Utc.Text(finishedAt)}, {Ages.From(now, finishedAt)}.");

        return new Cause { Tone = tone, Title = last?.Actor is { } actor ? $"{title} by {Shown.Line(actor, 80)}" : title, Error = details.Summary.Status == WorkflowStatus.Failed ? details.Error : null, Facts = facts };
    }

    private static Cause Paused(WorkflowDetails details, IReadOnlyList<WorkflowJournalEntry> latest, DateTimeOffset now)
    {
        var pause = latest.FirstOrDefault(entry => entry.Kind == "WorkflowPaused");
        var facts = new List<string>();
        if (pause?.Reason is { } reason)
            facts.Add($"{Cause.Said}{Shown.Line(reason, 600)}");

        if (pause is not null)
            facts.Add($"Since {Utc.Text(pause.At)}, {Ages.From(now, pause.At)}.");

        if (details.Summary.DueAt is { } due)
            facts.Add(due <= now ? $"A timer was due {Ages.From(now, due)}: it goes off as soon as the instance is resumed." : $"Its next timer is due {Ages.From(now, due)}.");

        return new Cause { Tone = CauseTone.Off, Title = pause?.Actor is { } actor ? $"Paused by {Shown.Line(actor, 80)}" : "Paused", Error = details.Error, Facts = facts };
    }

    private static Cause? Pending(WorkflowDetails details, DateTimeOffset now) => details.Summary.DueAt is { } startAt
        ? new Cause { Tone = startAt < now - Whereabouts.Patience ? CauseTone.Late : CauseTone.Waiting, Title = startAt > now ? $"Starts {Ages.From(now, startAt)}" : $"Should have started {Ages.From(now, startAt)}", Facts = [$"Start time: {Utc.Text(startAt)}."] }
        : null;

    private static Cause? Running(WorkflowDetails details, DateTimeOffset now)
    {
        if (details.Tokens.FirstOrDefault(token => token.State == WorkflowTokenState.Backoff) is { DueAt: { } due } retrying)
        {
            return new Cause
            {
                Tone = due < now - Whereabouts.Patience ? CauseTone.Late : CauseTone.Retrying,
                Title = due > now ? $"Attempt {retrying.Attempt} of {Shown.Line(retrying.Node, 100)} {Ages.From(now, due)}" : $"Attempt {retrying.Attempt} of {Shown.Line(retrying.Node, 100)} was due {Ages.From(now, due)}",
                Error = details.Error,
                Facts = [$"Due at {Utc.Text(due)}. Retry makes it happen now."],
            };
        }

        return details.Tokens.FirstOrDefault(token => token is { State: WorkflowTokenState.Dispatched, StartedAt: null } && token.Since < now - Whereabouts.Patience) is { } waiting
            ? new Cause
            {
                Tone = CauseTone.Late,
                Title = $"No worker has reported attempt {waiting.Attempt} of {Shown.Line(waiting.Node, 100)} for {Ages.Of(now - waiting.Since)}",
                Facts = [$"It was sent at {Utc.Text(waiting.Since)}. Is a process with that step running, and is its queue being consumed?"],
            }
            : null;
    }

    private static Cause? Waiting(WorkflowDetails details, DateTimeOffset now)
    {
        var facts = details.Tokens
            .Where(token => token.State is WorkflowTokenState.Waiting or WorkflowTokenState.Sleeping)
            .Select(token => Fact(details, token, now))
            .ToList();
        if (facts.Count == 0)
            return null;

        var isLate = details.Tokens.Any(token => token.DueAt < now - Whereabouts.Patience);
        return new Cause { Tone = isLate ? CauseTone.Late : CauseTone.Waiting, Title = isLate ? "A timer is overdue" : "Waiting", Facts = facts };
    }

    private static string Fact(WorkflowDetails details, WorkflowToken token, DateTimeOffset now)
    {
        var node = Shown.Line(token.Node, 100);
        var due = token.DueAt is { } at ? at > now ? $"until {Utc.Text(at)}, {Ages.From(now, at)}" : $"until {Utc.Text(at)}, which was {Ages.From(now, at)}" : "for as long as it takes";
        var awaited = details.Subscriptions.Where(known => known.Wait == token.Node && token.State == WorkflowTokenState.Waiting)
            .GroupBy(known => known.Key, known => Shown.TypeName(known.EventType))
            .Select(group => $"{string.Join(", ", group)} with key '{Shown.Line(group.Key, 100)}'").ToArray();
        return awaited.Length > 0
            ? $"{node} waits for {string.Join(", ", awaited)} {due}."
            : $"{node} {(token.State == WorkflowTokenState.Sleeping ? "sleeps" : "waits")} {due}.";
    }
}
