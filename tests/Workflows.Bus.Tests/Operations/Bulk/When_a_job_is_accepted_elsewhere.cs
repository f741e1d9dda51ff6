using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Operations;
using Workflows.Runtime;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Operations.Bulk;

/// <summary>Processes share a store: some work on instances, one only watches.</summary>
public sealed class When_a_job_is_accepted_elsewhere
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_only_watches_accepts_it_and_tells_those_that_work()
    {
        var told = new TaskCompletionSource<WorkflowBulkAccepted>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var worker = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var watcher = await CommandHost.StartAsync(_ => { }, shared: worker, endpoints: bus => bus.ReceiveEndpoint("workers", endpoint => endpoint.Handler<WorkflowBulkAccepted>(context =>
        {
            told.TrySetResult(context.Message);
            return Task.CompletedTask;
        })));
        var id = await worker.StartInstanceAsync("standing-order", new { TicketId = "t-1" });
        await worker.ComesToAsync(id, WorkflowStatus.Waiting);

        var job = await StartAsync(watcher, id);

        (await told.Task.WaitAsync(TimeSpan.FromMinutes(1), Canceled)).JobId.ShouldBe(job.JobId);
        await worker.Bus.Publish(await told.Task, Canceled);
        await EndsAsync(watcher, job);
        await watcher.ComesToAsync(id, WorkflowStatus.Paused);
    }

    [Fact]
    public async Task A_process_commands_instances_of_workflows_that_it_does_not_know_where_they_are_known()
    {
        CommandHost? there = null;
        var name = new WorkflowEndpoints().InstancesOf(typeof(StandingOrderWorkflow));
        await using var here = await CommandHost.StartAsync(w => w.AddWorkflow<NoteWorkflow>(), endpoints: bus => bus.ReceiveEndpoint(name, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.Consumer(typeof(OperationConsumer<PauseWorkflow>), type => ActivatorUtilities.CreateInstance(there!.Services, type));
        }));
        there = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>(), shared: here);
        await using var other = there;
        var id = await there.StartInstanceAsync("standing-order", new { TicketId = "t-1" });
        await there.ComesToAsync(id, WorkflowStatus.Waiting);
        var commandId = Guid.NewGuid();
        var command = new PauseWorkflow { InstanceId = id, Actor = "ann" };

        await here.Services.GetRequiredService<WorkflowCommands>().RepeatAsync(command, commandId, Canceled);
        (await here.Services.GetRequiredService<WorkflowCommands>().RepeatAsync(command, commandId, Canceled)).Status.ShouldBe(WorkflowStatus.Paused);

        var journal = await here.Store.GetJournalAsync(id, 0, 100, Canceled);
        journal.Count(entry => entry.Kind == nameof(EntryKind.WorkflowPaused)).ShouldBe(1);
    }

    private static async Task<WorkflowBulkJob> StartAsync(CommandHost host, Guid id)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var bulk = ActivatorUtilities.CreateInstance<Workflows.Operations.Bulk.WorkflowBulk>(scope.ServiceProvider, new ListedInstances().AcceptInto(host.Store, TimeProvider.System));
        return await bulk.StartAsync(new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Pause, InstanceIds = [id] }, Canceled);
    }

    private static Task EndsAsync(CommandHost host, WorkflowBulkJob job) =>
        Eventually.ShouldBeAsync(async () => (await host.Store.FindBulkJobAsync(job.JobId, Canceled))?.Job.Status, (WorkflowBulkStatus?)WorkflowBulkStatus.Completed);
}
