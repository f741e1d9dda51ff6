using System.Runtime.CompilerServices;
using MassTransit;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations.Bulk;

/// <summary>Makes a job of a request: checks it, and fixes the instances.</summary>
internal sealed class BulkAcceptance(IWorkflowInstances instances, IWorkflowInsights insights, IWorkflowStore store, EngineJson json, TimeProvider time)
{
    public const int MaxIds = 500;

    /// <summary>Far more than a person means. A search that finds more is likely a mistake, and would keep the job busy for hours.</summary>
    public const int MaxFound = 1_000_000;

    private const int PageSize = 1_000;

    /// <exception cref="WorkflowRefusedException">Nothing matches, more than were expected, or the request is malformed.</exception>
    public async Task<WorkflowBulkJob> AcceptAsync(WorkflowBulkRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        if (request.JobId is { } id && await store.FindBulkJobAsync(id, cancellationToken) is { } known)
            return Same(known.Job, request);

        var now = time.GetUtcNow();
        var search = request.Search is { } given ? given with { Cutoff = given.Cutoff ?? now } : null;
        var job = new WorkflowBulkJob
        {
            JobId = request.JobId ?? NewId.NextGuid(),
            Operation = request.Operation,
            EventType = request.EventType,
            Status = WorkflowBulkStatus.Running,
            Search = search,
            Failure = search?.Fingerprint is { } fingerprint ? (await insights.GetFailureAsync(fingerprint, cancellationToken))?.Summary : null,
            TotalCount = 0,
            Actor = OperationText.Checked("actor", request.Actor, OperationText.MaxActor),
            Reason = OperationText.Checked("reason", request.Reason, OperationText.MaxReason),
            CreatedAt = now,
        };
        var pages = Counted(search is null ? Named(request) : Found(search, cancellationToken), request.ExpectedCount, cancellationToken);
        return Same(await store.AddBulkJobAsync(job, request.EventBody, pages, cancellationToken), request);
    }

    private static WorkflowBulkJob Same(WorkflowBulkJob job, WorkflowBulkRequest request) => job.Operation == request.Operation
        ? job
        : throw Malformed($"The id {job.JobId} is taken by a job with the operation {job.Operation}. Start {request.Operation} with another id.");

    private void Check(WorkflowBulkRequest request)
    {
        if (request.JobId == Guid.Empty)
            throw Malformed("The id of a job must not be all zeros. Leave it out, or give a new one.");

        if (!Enum.IsDefined(request.Operation))
            throw Malformed($"There is no operation {(int)request.Operation} on many instances. Possible: {string.Join(", ", Enum.GetNames<WorkflowBulkOperation>())}.");

        if (request.InstanceIds is null || request.InstanceIds.Count > MaxIds)
            throw Malformed($"At most {MaxIds} instances may be named, but {request.InstanceIds?.Count ?? 0} are. Use a search for more.");

        if (request.InstanceIds.Count > 0 && request.Search is not null)
            throw Malformed("Expected either instances that are named or a search, but both are given. Leave one out.");

        BulkEvent.Check(request, json);
    }

    private static async IAsyncEnumerable<IReadOnlyList<Guid>> Named(WorkflowBulkRequest request)
    {
        await Task.CompletedTask;
        yield return [.. request.InstanceIds];
    }

    /// <summary>By time of acceptance, which never changes: what goes on meanwhile moves no instance from one page to another.</summary>
    private async IAsyncEnumerable<IReadOnlyList<Guid>> Found(WorkflowSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            var page = await instances.ListIdsAsync(search, after, PageSize, cancellationToken);
            yield return page.Items;
            after = page.Next;
            if (after is null)
                yield break;
        }
    }

    /// <summary>Each instance once, and not one more than was expected.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<Guid>> Counted(
        IAsyncEnumerable<IReadOnlyList<Guid>> pages, long? expectedCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<Guid>();
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            var fresh = page.Where(seen.Add).ToArray();
            if (seen.Count > expectedCount)
                throw Malformed($"More than {expectedCount} instances match, but {expectedCount} were confirmed. Look again, and confirm the number there is now.");

            if (seen.Count > MaxFound)
                throw Malformed($"More than {MaxFound:N0} instances match, which is more than one job may have. Narrow the search.");

            EntryLimit.NoteProgress();
            yield return fresh;
        }

        if (seen.Count == 0)
            throw Malformed("No instance matches. Name instances, or widen the search.");
    }

    private static WorkflowRefusedException Malformed(string message) => new(WorkflowRefusal.Malformed, message);
}
