using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Operations;

/// <summary>A release leaves out the class of a workflow whose instances are open; commands for them come to the processes that are left.</summary>
public sealed class When_no_process_has_the_version
{
    [Fact]
    public async Task What_needs_no_definition_is_obeyed_at_once_and_the_rest_is_refused_with_the_reason()
    {
        await using var former = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        var id = await former.StartInstanceAsync("standing-order", new { TicketId = "t-1" });
        await former.ComesToAsync(id, WorkflowStatus.Waiting);
        await former.StopAsync();
        await using var left = await CommandHost.StartAsync(w => w.AddWorkflow<NoteWorkflow>().Configure(options => options.WorkerName = "notes-1"), shared: former);
        await using var scope = left.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();

        foreach (var command in new Func<Task>[]
        {
            () => client.RetryAsync(id, cancellationToken: TestContext.Current.CancellationToken),
            () => client.SkipAsync(id, cancellationToken: TestContext.Current.CancellationToken),
            () => client.ResumeAsync(id, cancellationToken: TestContext.Current.CancellationToken),
            () => client.RewindAsync(id, "anywhere", cancellationToken: TestContext.Current.CancellationToken),
            () => client.SendEventAsync(id, new TicketClosed("t-1", "bob"), cancellationToken: TestContext.Current.CancellationToken),
        })
        {
            var refused = await Should.ThrowAsync<WorkflowRefusedException>(command);
            (refused.Refusal, refused.InstanceId).ShouldBe((WorkflowRefusal.WrongStatus, id));
            refused.Message.ShouldBe(
                "standing-order v1, on which the instance runs, is registered in no process that is running, so nobody can do this. Running: notes-1 with note v1. "
                + "Start a process with the class of that version. To pause and to cancel, any process with workflows will do.");
        }

        var asked = await left.AskAsync<RetryWorkflow, WorkflowOperationAccepted>(new RetryWorkflow { InstanceId = id });
        asked.ShouldBeOfType<WorkflowOperationRefused>().Refusal.ShouldBe(WorkflowRefusal.WrongStatus);

        (await client.PauseAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status.ShouldBe(WorkflowStatus.Paused);
        (await client.CancelAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status.ShouldBe(WorkflowStatus.Canceled);
    }
}
