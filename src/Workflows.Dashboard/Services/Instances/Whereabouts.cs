using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Instances;

/// <summary>Where an instance is now, and what will move it.</summary>
/// <param name="Place">The node it stands at, or that it is done.</param>
/// <param name="Note">What will move it and when; null: nothing to say.</param>
/// <param name="Tone">How the note looks.</param>
internal sealed record Whereabouts(string Place, string? Note = null, WhereaboutsTone Tone = WhereaboutsTone.Plain)
{
    /// <summary>A dispatched step that nobody took for that long deserves a word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Whereabouts Of(WorkflowSummary line, DateTimeOffset now) => line.Status switch
    {
        WorkflowStatus.Completed => new("Done", line.FinishedAt is { } finishedAt ? $"took {Ages.Of(finishedAt - line.CreatedAt)}" : null),
        WorkflowStatus.Canceled => new("Canceled", line.FinishedAt is { } canceledAt ? $"after {Ages.Of(canceledAt - line.CreatedAt)}" : null),
        WorkflowStatus.Failed => new("Failed", Error(line)),
        WorkflowStatus.Faulted => new(NodeOf(line), Error(line), WhereaboutsTone.Error),
        WorkflowStatus.Paused => new(NodeOf(line), line.DueAt is { } due && due <= now ? $"held · was due {Ages.From(now, due)}" : "held until it is resumed"),
        WorkflowStatus.Pending => new("Not started", line.DueAt is { } startAt ? Due("starts", startAt, now) : null),
        WorkflowStatus.Waiting => Waiting(line, now),
        _ => Running(line, now),
    };

    private static Whereabouts Waiting(WorkflowSummary line, DateTimeOffset now)
    {
        var isLate = line.DueAt <= now - Patience;
        var awaited = line.WaitingFor.Count == 0 ? null : $"event {string.Join(", ", line.WaitingFor.Select(Shown.TypeName))}";
        var note = (awaited, line.DueAt) switch
        {
            ({ } events, null) => $"{events} · no deadline",
            ({ } events, { } due) when due > now => $"{events} · {Ages.Of(due - now)} left",
            ({ } events, { } due) => $"{events} · deadline passed {Ages.From(now, due)}",
            (null, { } due) => Due("wakes", due, now),
            _ => null,
        };
        return new(NodeOf(line), note, isLate ? WhereaboutsTone.Late : WhereaboutsTone.Plain);
    }

    private static Whereabouts Running(WorkflowSummary line, DateTimeOffset now)
    {
        if (line is { Attempt: > 1, DueAt: { } due, ErrorType: not null })
        {
            return due > now
                ? new(NodeOf(line), $"attempt {line.Attempt} {Ages.From(now, due)} · {Shown.TypeName(line.ErrorType)}", WhereaboutsTone.Retrying)
                : new(NodeOf(line), $"attempt {line.Attempt} was due {Ages.From(now, due)}", WhereaboutsTone.Late);
        }

        var since = line.InNodeSince is { } came ? now - came : TimeSpan.Zero;
        var attempt = line.Attempt > 1 ? $"attempt {line.Attempt} · " : "";
        return since > Patience
            ? new(NodeOf(line), $"{attempt}here for {Ages.Of(since)}", WhereaboutsTone.Late)
            : new(NodeOf(line), line.Attempt > 1 ? $"attempt {line.Attempt}" : null);
    }

    private static string Due(string verb, DateTimeOffset at, DateTimeOffset now) =>
        at > now ? $"{verb} {Ages.From(now, at)}" : $"was due {Ages.From(now, at)}";

    private static string NodeOf(WorkflowSummary line) => line.CurrentNode is { } node ? Shown.Line(node, 100) : "Not in a node";

    private static string? Error(WorkflowSummary line) => line.ErrorType is null
        ? null
        : Shown.Line($"{Shown.TypeName(line.ErrorType)}: {line.ErrorMessage}", 160);
}

/// <summary>How a note about an instance looks.</summary>
internal enum WhereaboutsTone
{
    Plain,
    Retrying,
    Late,
    Error,
}
