using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Operations;

/// <summary>Whatever a person tried stands in the audit, also what changed nothing.</summary>
public sealed class When_an_operation_is_refused
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_recorded_beside_what_was_accepted()
    {
        await using var host = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var scope = host.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        var id = (await client.StartAsync("standing-order", new Ticket { TicketId = "t-1" }, new StartOptions { Actor = "ann" }, Canceled)).InstanceId;
        await client.PauseAsync(id, new OperationOptions("bob", "lunch"), Canceled);
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(() => client.PauseAsync(id, new OperationOptions("bert", "also lunch"), Canceled));

        var entries = (await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: Canceled)).Items;

        entries.OrderBy(entry => entry.Actor).Select(entry => (entry.Actor, entry.Operation, entry.IsAccepted, entry.InstanceId))
            .ShouldBe([("ann", "Start", true, id), ("bert", "Pause", false, id), ("bob", "Pause", true, id)]);
        var recorded = entries.Single(entry => !entry.IsAccepted);
        (recorded.Reason, recorded.Outcome, recorded.Sequence).ShouldBe(("also lunch", refused.Message, null));
    }

    [Fact]
    public async Task A_command_of_the_callers_own_is_none()
    {
        await using var host = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var scope = host.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(() => client.RunAsync(new OwnOperation(), Canceled));

        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        refused.Message.ShouldBe("Expected one of PauseWorkflow, ResumeWorkflow, RetryWorkflow, SkipWorkflowStep, RewindWorkflow, CancelWorkflow, SendWorkflowEvent, but it is a " + typeof(OwnOperation) + ".");
    }

    private sealed record OwnOperation : IWorkflowOperation
    {
        public Guid InstanceId { get; init; } = Guid.NewGuid();

        public string? Actor => null;

        public string? Reason => null;

        public Guid? JobId => null;
    }

    [Fact]
    public async Task It_is_recorded_with_the_instance_or_the_workflow_that_there_is_not()
    {
        await using var host = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var scope = host.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        var missing = Guid.NewGuid();
        await Should.ThrowAsync<WorkflowRefusedException>(() => client.CancelAsync(missing, new OperationOptions("ann"), Canceled));
        await Should.ThrowAsync<WorkflowRefusedException>(() => client.StartAsync("nobody", "{}", new StartOptions { Actor = "bob" }, Canceled));

        var entries = (await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: Canceled)).Items;

        entries.OrderBy(entry => entry.Actor).Select(entry => (entry.Operation, entry.IsAccepted, entry.InstanceId, entry.Workflow))
            .ShouldBe([("Cancel", false, missing, null), ("Start", false, null, "nobody")]);
    }

    [Fact]
    public async Task An_operation_on_many_instances_is_recorded_like_one_on_one()
    {
        await using var host = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var scope = host.Services.CreateAsyncScope();
        var bulk = scope.ServiceProvider.GetRequiredService<IWorkflowBulk>();
        var jobId = Guid.NewGuid();
        await Should.ThrowAsync<WorkflowRefusedException>(() => bulk.StartAsync(new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Cancel, Actor = "ann", Reason = "all of them" }, Canceled));
        await Should.ThrowAsync<WorkflowRefusedException>(() => bulk.AbortAsync(jobId, new OperationOptions("bob"), Canceled));

        var entries = (await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: Canceled)).Items;
        entries.Select(entry => (entry.Operation, entry.Actor, entry.Reason, entry.JobId, entry.IsAccepted)).Order()
            .ShouldBe([("AbortBulk", "bob", null, jobId, false), ("Bulk", "ann", "all of them", null, false)]);
        entries.ShouldAllBe(entry => !string.IsNullOrEmpty(entry.Outcome));
    }

    [Fact]
    public async Task A_command_that_came_as_a_message_is_recorded_once_however_often_it_comes()
    {
        await using var host = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var scope = host.Services.CreateAsyncScope();
        var insights = scope.ServiceProvider.GetRequiredService<IWorkflowInsights>();
        var command = new ResumeWorkflow { InstanceId = await host.StartInstanceAsync("standing-order", new { TicketId = "t-1" }), Actor = "ann" };
        var messageId = Guid.NewGuid();
        await host.PublishAsync(command, messageId);
        await host.PublishAsync(command, messageId);
        await host.PublishAsync(command with { Actor = "bob" });

        await Eventually.ShouldBeAsync(async () => (await insights.ListAuditAsync(cancellationToken: Canceled)).Items.Count, 2);
        (await insights.ListAuditAsync(cancellationToken: Canceled)).Items.Select(entry => (entry.Actor, entry.Operation, entry.IsAccepted)).Order()
            .ShouldBe([("ann", "Resume", false), ("bob", "Resume", false)]);
    }

    [Fact]
    public async Task What_nobody_put_a_name_to_is_not_recorded()
    {
        await using var host = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var scope = host.Services.CreateAsyncScope();
        await Should.ThrowAsync<WorkflowRefusedException>(() => scope.ServiceProvider.GetRequiredService<IWorkflowClient>().CancelAsync(Guid.NewGuid(), cancellationToken: Canceled));

        (await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: Canceled)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_stored_is_recorded_in_a_form_that_can()
    {
        await using var host = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>());
        await using var scope = host.Services.CreateAsyncScope();
        await Should.ThrowAsync<WorkflowRefusedException>(() => scope.ServiceProvider.GetRequiredService<IWorkflowClient>()
            .StartAsync("no\0body", "{}", new StartOptions { Actor = "a\0nn", Reason = new string('x', 3_000) }, Canceled));

        var entry = (await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem();
        (entry.Actor, entry.Workflow, entry.Reason!.Length).ShouldBe(("a\uFFFDnn", "no\uFFFDbody", 2_000));
    }
}
