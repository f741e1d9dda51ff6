using System.Globalization;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Jobs of the made-up world. A job takes as many rows as <see cref="FakeBatch.Size"/> says each time somebody looks at it.</summary>
internal sealed class FakeBulk(FakeWorld world, FakeBatch batch) : IWorkflowBulk
{
    public async Task<WorkflowBulkJob> StartAsync(WorkflowBulkRequest request, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(StartAsync));
        if (request.JobId is { } known && world.Jobs.TryGetValue(known, out var first))
            return first.View;

        var ids = request.Search is { } search ? FakeSearch.Find(world, search).Select(instance => instance.Id).ToList() : [.. request.InstanceIds];
        if (ids.Count == 0)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, "No instance matches any more.");

        if (ids.Count > request.ExpectedCount)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"{ids.Count} instances match, but {request.ExpectedCount} were confirmed.");

        var job = new FakeJob
        {
            Id = request.JobId ?? Guid.NewGuid(),
            Request = request,
            Failure = request.Search?.Fingerprint is { } failure ? (await new FakeInsights(world).GetFailureAsync(failure, cancellationToken))?.Summary : null,
            CreatedAt = world.Time.GetUtcNow(),
            Rows = [.. ids.Select(id => new WorkflowBulkRow(id, WorkflowBulkOutcome.Pending))],
        };
        world.Jobs[job.Id] = job;
        world.Note("Bulk", new OperationOptions(request.Actor, request.Reason), null, true, $"{request.Operation} of {ids.Count} instances", job.Id);
        return job.View;
    }

    public Task<WorkflowBulkJob?> GetAsync(Guid jobId, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetAsync) + "Job");
        if (world.Jobs.GetValueOrDefault(jobId) is not { } job)
            return Task.FromResult<WorkflowBulkJob?>(null);

        lock (world.Gate)
            Work(job);

        return Task.FromResult<WorkflowBulkJob?>(job.View);
    }

    public Task<WorkflowPage<WorkflowBulkJob>> ListAsync(string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListAsync) + "Jobs");
        return Task.FromResult(new WorkflowPage<WorkflowBulkJob>([.. world.Jobs.Values.OrderByDescending(job => job.CreatedAt).Take(limit).Select(job => job.View)], null));
    }

    public Task<WorkflowPage<WorkflowBulkRow>> ListRowsAsync(Guid jobId, WorkflowBulkOutcome? outcome = null, string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListRowsAsync));
        var skipped = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var rows = world.Jobs[jobId].Rows.Where(row => outcome is null || row.Outcome == outcome).Skip(skipped).Take(limit).ToList();
        return Task.FromResult(new WorkflowPage<WorkflowBulkRow>(rows, rows.Count == limit ? (skipped + limit).ToString(CultureInfo.InvariantCulture) : null));
    }

    public Task<WorkflowBulkStanding> GetStandingAsync(Guid jobId, int cap = 10_000, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetStandingAsync));
        var obeyed = world.Jobs[jobId].Rows.Where(row => row.Outcome == WorkflowBulkOutcome.Done).Select(row => world.Instances.GetValueOrDefault(row.InstanceId)).ToList();
        var standing = obeyed.OfType<FakeInstance>().GroupBy(instance => instance.Status).ToDictionary(group => group.Key, group => group.LongCount());
        return Task.FromResult(new WorkflowBulkStanding(standing, obeyed.Count(instance => instance is null), false));
    }

    public Task<WorkflowBulkJob> AbortAsync(Guid jobId, OperationOptions? operation = null, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(AbortAsync));
        var job = world.Jobs.GetValueOrDefault(jobId) ?? throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"There is no job {jobId}.");
        if (job.Status != WorkflowBulkStatus.Running)
            throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, $"The job is {job.Status}: there is nothing to stop.");

        (job.Status, job.FinishedAt) = (WorkflowBulkStatus.Aborted, world.Time.GetUtcNow());
        world.Note("AbortBulk", operation, null, true, null, jobId);
        world.Changed();
        return Task.FromResult(job.View);
    }

    private void Work(FakeJob job)
    {
        for (var i = 0; i < job.Rows.Count && job.Status == WorkflowBulkStatus.Running; i++)
        {
            if (job.Rows[i].Outcome != WorkflowBulkOutcome.Pending)
                continue;

            if (!batch.Take())
                return;

            job.Rows[i] = Taken(job, job.Rows[i]);
        }

        if (job.Status == WorkflowBulkStatus.Running)
            (job.Status, job.FinishedAt) = (WorkflowBulkStatus.Completed, world.Time.GetUtcNow());
    }

    private static IWorkflowOperation CommandOf(WorkflowBulkRequest request, WorkflowBulkRow row) =>
        OperationKinds.Find(request.Operation)!.Create(new OperationInput(row.InstanceId, request.Actor, request.Reason)
        {
            Values = new Dictionary<string, string?> { [OperationKinds.EventType.Name] = request.EventType, [OperationKinds.EventBody.Name] = request.EventBody },
        });

    private WorkflowBulkRow Taken(FakeJob job, WorkflowBulkRow row)
    {
        var who = new OperationOptions(job.Request.Actor, job.Request.Reason);
        try
        {
            world.Operate(job.Request.Operation.ToString(), row.InstanceId, who, job.Id, instance => FakeEffects.Run(CommandOf(job.Request, row), instance));
            return row with { Outcome = WorkflowBulkOutcome.Done, At = world.Time.GetUtcNow() };
        }
        catch (WorkflowRefusedException refused)
        {
            return row with { Outcome = WorkflowBulkOutcome.Refused, Message = refused.Message, At = world.Time.GetUtcNow() };
        }
    }
}

/// <summary>How many rows jobs may still take.</summary>
internal sealed class FakeBatch
{
    public int Size { get; set; } = int.MaxValue;

    public bool Take() => Size-- > 0;
}
