using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Queries;

/// <summary>Checks what is asked, and cuts what is found into pages.</summary>
internal sealed class WorkflowInsights(IInsightStore store, IAuditStore audit, TimeProvider time) : IWorkflowInsights
{
    private const int MaxPage = 200;
    private const int MaxSpans = 10_000;

    public Task<string> GetChangeMarkAsync(CancellationToken cancellationToken = default) => store.GetChangeMarkAsync(cancellationToken);

    public Task<IReadOnlyList<WorkflowOpenCount>> CountOpenAsync(CancellationToken cancellationToken = default) => store.CountOpenAsync(cancellationToken);

    public Task<IReadOnlyList<WorkflowNodeCount>> CountByNodeAsync(string workflow, int version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return store.CountByNodeAsync(workflow, version, cancellationToken);
    }

    public Task<IReadOnlyList<WorkflowRate>> GetRatesAsync(DateTimeOffset from, TimeSpan span, CancellationToken cancellationToken = default)
    {
        if (span < TimeSpan.FromMinutes(1) || span.Ticks % TimeSpan.TicksPerMinute != 0)
            throw Paging.Malformed($"A span must be a whole number of minutes, at least one, but it is {span}.");

        if ((time.GetUtcNow() - from) / span > MaxSpans)
            throw Paging.Malformed($"At most {MaxSpans} spans may be asked for, but there are more of {span} since {from:O}. Ask for longer ones, or for fewer.");

        return store.GetRatesAsync(from.ToUniversalTime(), span, cancellationToken);
    }

    public async Task<WorkflowPage<WorkflowFailure>> ListFailuresAsync(WorkflowFailureFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        Paging.CheckLimit(limit, MaxPage);
        var page = new FailurePage(filter ?? new WorkflowFailureFilter(), limit + 1) { After = PlaceText.ParseFailure(after) };
        var rows = await store.ListFailuresAsync(page, time.GetUtcNow(), cancellationToken);
        return Paging.PageOf(rows, limit, failure => PlaceText.Of(new FailureCursor(failure.LastAt, failure.Fingerprint)));
    }

    public async Task<WorkflowFailure?> GetFailureAsync(string fingerprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        var page = new FailurePage(new WorkflowFailureFilter(), 1) { Fingerprint = fingerprint };
        var failures = await store.ListFailuresAsync(page, time.GetUtcNow(), cancellationToken);
        return failures.Count == 0 ? null : failures[0];
    }

    public async Task<WorkflowPage<WorkflowWait>> ListWaitsAsync(WorkflowWaitFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        Paging.CheckLimit(limit, MaxPage);
        var rows = await store.ListWaitsAsync(filter ?? new WorkflowWaitFilter(), PlaceText.ParseWait(after), limit + 1, cancellationToken);
        return Paging.PageOf(rows, limit, wait => PlaceText.Of(new WaitCursor(wait.Since, wait.InstanceId, wait.Token)));
    }

    public async Task<WorkflowPage<WorkflowTimer>> ListTimersAsync(WorkflowTimerFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        Paging.CheckLimit(limit, MaxPage);
        var rows = await store.ListTimersAsync(filter ?? new WorkflowTimerFilter(), PlaceText.Parse(after), limit + 1, cancellationToken);
        return Paging.PageOf(rows, limit, timer => PlaceText.Of(timer.DueAt, timer.TimerId));
    }

    public async Task<WorkflowPage<WorkflowUnmatchedEvent>> ListUnmatchedEventsAsync(string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        Paging.CheckLimit(limit, MaxPage);
        var rows = await store.ListUnmatchedAsync(time.GetUtcNow(), PlaceText.Parse(after), limit + 1, cancellationToken);
        return Paging.PageOf(rows, limit, unmatched => PlaceText.Of(unmatched.ExpiresAt, unmatched.EventId));
    }

    public async Task<WorkflowPage<WorkflowAuditEntry>> ListAuditAsync(WorkflowAuditFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        Paging.CheckLimit(limit, MaxPage);
        var rows = await audit.ListAuditAsync(filter ?? new WorkflowAuditFilter(), PlaceText.ParseAudit(after), limit + 1, cancellationToken);
        var page = Paging.PageOf(rows, limit, line => PlaceText.Of(line.Place));
        return new WorkflowPage<WorkflowAuditEntry>([.. page.Items.Select(line => line.Entry)], page.Next);
    }

    public Task<WorkflowShapes?> GetShapesAsync(string workflow, int version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return store.GetShapesAsync(workflow, version, cancellationToken);
    }
}
