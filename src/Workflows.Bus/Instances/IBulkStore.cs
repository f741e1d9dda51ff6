using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>Jobs over many instances, with what came of each.</summary>
internal interface IBulkStore
{
    /// <summary>
    /// Stores a job with its instances, and in the record of operations who accepted it, whole or not at all: nobody sees it before its last instance is stored.
    /// </summary>
    /// <param name="job">The job. Its total is counted here.</param>
    /// <param name="eventBody">The event that it sends, as JSON; null: it sends none.</param>
    /// <param name="pages">Its instances, each once, in the order they are to be taken. What this throws leaves nothing behind.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job as it is stored; where its id was taken, the job that has it, and nothing is stored.</returns>
    Task<WorkflowBulkJob> AddBulkJobAsync(WorkflowBulkJob job, string? eventBody, IAsyncEnumerable<IReadOnlyList<Guid>> pages, CancellationToken cancellationToken);

    Task<StoredBulkJob?> FindBulkJobAsync(Guid jobId, CancellationToken cancellationToken);

    /// <summary>Latest first, by time of acceptance and id.</summary>
    /// <param name="after">The last job of the page before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<StoredBulkJob>> ListBulkJobsAsync(ListCursor? after, int limit, CancellationToken cancellationToken);

    /// <summary>In the order they are taken.</summary>
    Task<IReadOnlyList<BulkRow>> ListBulkRowsAsync(Guid jobId, WorkflowBulkOutcome? outcome, int afterPosition, int limit, CancellationToken cancellationToken);

    /// <summary>Where the instances that obeyed stand now.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="limit">How many are looked at, in the order they were taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many in each status; under null those that are not there any more.</returns>
    Task<IReadOnlyList<(WorkflowStatus? Status, long Count)>> CountBulkStandingAsync(Guid jobId, int limit, CancellationToken cancellationToken);

    /// <summary>Aborts a job that runs, and records who did. The batch that is under way is still finished.</summary>
    /// <returns>Whether it did run.</returns>
    Task<bool> AbortBulkJobAsync(Guid jobId, OperationOptions by, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the next batch of the job that waits longest, or again a batch whose taker fell silent. Nobody else takes of that job until
    /// <paramref name="until"/>, or until <see cref="RecordBulkBatchAsync"/>.
    /// </summary>
    /// <returns>The batch; null: there is nothing to do.</returns>
    Task<BulkBatch?> TakeBulkBatchAsync(DateTimeOffset now, DateTimeOffset until, int size, CancellationToken cancellationToken);

    /// <summary>Records what came of a batch, and lets the job go on or ends it.</summary>
    /// <param name="batch">The batch as it was taken.</param>
    /// <param name="results">What came of its rows. Rows that are left out stay in the batch, which is taken again.</param>
    /// <param name="now">When.</param>
    /// <param name="retryAt">When rows that are left out may be taken again. An aborted job leaves them alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where the job stands; null: somebody else has taken the batch meanwhile, and nothing was recorded.</returns>
    Task<WorkflowBulkStatus?> RecordBulkBatchAsync(BulkBatch batch, IReadOnlyCollection<BulkResult> results, DateTimeOffset now, DateTimeOffset retryAt, CancellationToken cancellationToken);
}

/// <summary>A job, and who aborted it; null: nobody.</summary>
internal sealed record StoredBulkJob(WorkflowBulkJob Job, OperationOptions? AbortedBy);

/// <summary>An instance of a job, at its place in the order, from 1.</summary>
internal sealed record BulkRow(int Position, WorkflowBulkRow Row);

/// <summary>Rows that one process works on.</summary>
internal sealed record BulkBatch
{
    public required Guid JobId { get; init; }

    /// <summary>Changes whenever the job is taken or let go: who holds an old one holds nothing.</summary>
    public required long Fence { get; init; }

    /// <summary>How often this batch was taken since something of it was done, from 1.</summary>
    public required int Attempt { get; init; }

    public required WorkflowBulkOperation Operation { get; init; }

    public string? EventType { get; init; }

    /// <summary>As JSON.</summary>
    public string? EventBody { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }

    /// <summary>Those without an outcome.</summary>
    public required IReadOnlyList<BulkPlace> Rows { get; init; }
}

/// <summary>An instance in a batch.</summary>
internal readonly record struct BulkPlace(int Position, Guid InstanceId);

/// <summary>What came of one: done, or refused with a sentence.</summary>
internal readonly record struct BulkResult(int Position, string? Refusal = null)
{
    public WorkflowBulkOutcome Outcome => Refusal is null ? WorkflowBulkOutcome.Done : WorkflowBulkOutcome.Refused;
}
