using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Operations.Bulk;
using Workflows.Testing;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Operations.Bulk;

/// <summary>A process with a workflow whose instances wait for a payment, and jobs over them. Its clock stands still, so it works on no job that it is not woken for.</summary>
internal sealed class BulkBus : IAsyncDisposable
{
    private readonly ListedInstances _instances;

    /// <param name="pages">What every search finds.</param>
    public BulkBus(params IReadOnlyList<Guid>[] pages)
    {
        _instances = new ListedInstances(pages);
        Bus = new TestBus(
            flow =>
            {
                flow.Step("charge", _ => ChargeFails ? throw new InvalidOperationException("card expired") : Task.CompletedTask);
                flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            },
            replacements: services =>
            {
                services.RemoveAll<IWorkflowInstances>();
                services.AddSingleton<IWorkflowInstances>(_instances);
            });
    }

    public TestBus Bus { get; }

    public bool ChargeFails { get; set; }

    public IWorkflowStore Store => Bus.Get<IWorkflowStore>();

    public BulkRunner Runner => Bus.Get<BulkRunner>();

    /// <summary>A worker of another process, with its own way to the store.</summary>
    public BulkRunner OtherRunner(IWorkflowStore? store = null) => new(Bus.Get<BulkCommand>(), store ?? Store, Bus.Harness.Clock, Bus.Get<ILogger<BulkRunner>>());

    public async Task<WorkflowRun[]> StartAsync(int count)
    {
        var runs = new List<WorkflowRun>();
        for (var i = 0; i < count; i++)
            runs.Add(await Bus.StartAsync(new Order { OrderId = $"o-{Guid.NewGuid():N}" }));

        await Bus.SettleAsync();
        return [.. runs];
    }

    public async Task<T> BulkAsync<T>(Func<IWorkflowBulk, Task<T>> act)
    {
        await using var scope = Bus.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<IWorkflowBulk>());
    }

    /// <summary>Stores a job that nobody is told of.</summary>
    public Task<WorkflowBulkJob> AddAsync(WorkflowBulkOperation operation, IEnumerable<WorkflowRun> runs) =>
        Store.AddBulkJobAsync(
            new WorkflowBulkJob
            {
                JobId = Guid.NewGuid(),
                Operation = operation,
                Status = WorkflowBulkStatus.Running,
                TotalCount = 0,
                Actor = "ann",
                Reason = "provider is back",
                CreatedAt = Bus.Now,
            },
            null,
            new[] { runs.Select(run => run.InstanceId).ToArray() }.ToAsyncEnumerable(),
            TestContext.Current.CancellationToken);

    public async Task<WorkflowBulkJob> JobAsync(WorkflowBulkJob job) => (await BulkAsync(bulk => bulk.GetAsync(job.JobId))).ShouldNotBeNull();

    public async Task<IReadOnlyList<WorkflowBulkRow>> RowsAsync(WorkflowBulkJob job) => (await BulkAsync(bulk => bulk.ListRowsAsync(job.JobId, limit: 500))).Items;

    /// <summary>Waits until this process has worked on it, which it was woken for.</summary>
    public Task EndsAsync(WorkflowBulkJob job, WorkflowBulkStatus status) => Eventually.ShouldBeAsync(async () => (await JobAsync(job)).Status, status);

    public ValueTask DisposeAsync() => Bus.DisposeAsync();
}

/// <summary>The store as a worker sees it whose process stands still or dies at a certain call.</summary>
public class FrailBulkStore : DispatchProxy
{
    private IWorkflowStore _store = null!;

    /// <summary>It dies before it can record an outcome.</summary>
    public bool DiesBeforeTheRecord { get; set; }

    /// <summary>It stands still behind the taking of a batch until this completes.</summary>
    public Task Stillness { get; set; } = Task.CompletedTask;

    internal static FrailBulkStore InFrontOf(IWorkflowStore store)
    {
        var frail = (FrailBulkStore)(object)Create<IWorkflowStore, FrailBulkStore>();
        frail._store = store;
        return frail;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IBulkStore.RecordBulkBatchAsync) when DiesBeforeTheRecord => throw new InvalidOperationException("This process is dead."),
        nameof(IBulkStore.TakeBulkBatchAsync) => TakeAsync((Task<BulkBatch?>)targetMethod.Invoke(_store, args)!),
        _ => targetMethod.Invoke(_store, args),
    };

    private async Task<BulkBatch?> TakeAsync(Task<BulkBatch?> taken)
    {
        var batch = await taken;
        await Stillness;
        return batch;
    }
}
