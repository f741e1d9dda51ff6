using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Kinds;
using Workflows.Operations;
using Workflows.Runtime;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Operations;

/// <summary>Two processes share a store; a command for a workflow of one comes to the other.</summary>
public sealed class When_a_workflow_is_registered_elsewhere
{
    [Fact]
    public async Task The_client_of_one_starts_and_operates_in_the_other()
    {
        await using var pair = await Pair.StartAsync();
        await using var scope = pair.Here.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();

        var started = await client.StartAsync("standing-order", new Ticket { TicketId = "t-1" }, new StartOptions { Actor = "ann" }, TestContext.Current.CancellationToken);
        started.Outcome.ShouldBe(StartOutcome.Started);
        await pair.Here.ComesToAsync(started.InstanceId, WorkflowStatus.Waiting);
        (await client.StartAsync("standing-order", new Ticket { TicketId = "t-1" }, cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(new WorkflowStartAccepted(started.InstanceId, StartOutcome.ReturnedRunning));

        (await client.PauseAsync(started.InstanceId, new OperationOptions("ann", "lunch"), TestContext.Current.CancellationToken)).Status.ShouldBe(WorkflowStatus.Paused);
        (await client.ResumeAsync(started.InstanceId, cancellationToken: TestContext.Current.CancellationToken)).Status.ShouldBe(WorkflowStatus.Waiting);
        await client.SendEventAsync(started.InstanceId, new TicketClosed("t-1", "bob"), cancellationToken: TestContext.Current.CancellationToken);
        var result = await client.WaitForResultAsync(started.InstanceId, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        result.Status.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task What_the_other_refuses_comes_back_as_a_refusal()
    {
        await using var pair = await Pair.StartAsync();
        await using var scope = pair.Here.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();

        var malformed = await Should.ThrowAsync<WorkflowRefusedException>(() => client.StartAsync("standing-order", "[]", cancellationToken: TestContext.Current.CancellationToken));
        malformed.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        var id = (await client.StartAsync("standing-order", "{}", cancellationToken: TestContext.Current.CancellationToken)).InstanceId;
        var wrong = await Should.ThrowAsync<WorkflowRefusedException>(() => client.ResumeAsync(id, cancellationToken: TestContext.Current.CancellationToken));
        (wrong.Refusal, wrong.InstanceId).ShouldBe((WorkflowRefusal.WrongStatus, id));
        var unknown = await Should.ThrowAsync<WorkflowRefusedException>(() => client.StartAsync("nobody-knows-it", "{}", cancellationToken: TestContext.Current.CancellationToken));
        unknown.Refusal.ShouldBe(WorkflowRefusal.UnknownWorkflow);
    }

    [Fact]
    public async Task What_is_too_large_to_be_sent_there_is_refused_at_the_call()
    {
        await using var pair = await Pair.StartAsync(here: w => w.Configure(options => (options.StateSizeLimit, options.MessageSizeLimit) = (2_000, 4_000)));
        await using var scope = pair.Here.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        var id = (await client.StartAsync("standing-order", "{}", cancellationToken: TestContext.Current.CancellationToken)).InstanceId;
        var large = JsonSerializer.Serialize(new Ticket { TicketId = new string('x', 5_000) });

        await ShouldRefuseAsync(() => client.StartAsync("standing-order", large, new StartOptions { Actor = "ann" }, TestContext.Current.CancellationToken), "The starting state of standing-order cannot be sent: it is ");
        await ShouldRefuseAsync(() => client.SendEventAsync(id, nameof(TicketClosed), large, new OperationOptions("bob"), TestContext.Current.CancellationToken), "The event cannot be sent: it is ");
        await ShouldRefuseAsync(
            () => client.RunAsync(new SkipWorkflowStep { InstanceId = id, Result = large, Actor = "cid" }, TestContext.Current.CancellationToken),
            "The result of the skipped step cannot be sent: it is ");

        var audit = await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: TestContext.Current.CancellationToken);
        audit.Items.Where(entry => !entry.IsAccepted).Select(entry => entry.Actor).ShouldBe(["ann", "bob", "cid"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_request_is_passed_on_and_answered_from_there()
    {
        await using var pair = await Pair.StartAsync();
        var id = await pair.Here.StartInstanceAsync("standing-order", new { TicketId = "t-1" });
        await pair.Here.ComesToAsync(id, WorkflowStatus.Waiting);

        var accepted = await pair.Here.AskAsync<CancelWorkflow, WorkflowOperationAccepted>(new CancelWorkflow { InstanceId = id, Reason = "mistake" });
        accepted.ShouldBeOfType<WorkflowOperationAccepted>().Status.ShouldBe(WorkflowStatus.Canceled);
        var refused = await pair.Here.AskAsync<CancelWorkflow, WorkflowOperationAccepted>(new CancelWorkflow { InstanceId = id });
        refused.ShouldBeOfType<WorkflowOperationRefused>().Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
    }

    [Fact]
    public async Task A_published_command_is_passed_on_as_it_is_to_wait_there_for_its_process()
    {
        ConsumeContext<StartWorkflow>? arrived = null;
        await using var pair = await Pair.StartAsync((endpoint, _) => endpoint.Handler<StartWorkflow>(context =>
        {
            arrived = context;
            return Task.CompletedTask;
        }));
        var messageId = Guid.NewGuid();
        await pair.Here.Bus.Publish(
            new StartWorkflow { Workflow = "standing-order", State = "{}", Actor = "billing" },
            Pipe.Execute<PublishContext>(context => context.MessageId = messageId),
            TestContext.Current.CancellationToken);

        await Eventually.ShouldHoldAsync(() => arrived is not null);
        arrived!.MessageId.ShouldBe(messageId);
        arrived.Message.Actor.ShouldBe("billing");
        arrived.ResponseAddress.ShouldBeNull();
        (await pair.Here.CountAsync()).ShouldBe(0);
    }

    /// <summary>The other process has no such limits: it would have taken it.</summary>
    private static async Task ShouldRefuseAsync(Func<Task> call, string says)
    {
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(call);
        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        refused.Message.ShouldStartWith(says);
    }

    /// <summary>Two processes. The in-memory transport joins no two of them, so the endpoint of the second stands on the bus of the first.</summary>
    private sealed class Pair(CommandHost here, CommandHost there) : IAsyncDisposable
    {
        public CommandHost Here { get; } = here;

        public static async Task<Pair> StartAsync(Action<IInMemoryReceiveEndpointConfigurator, Func<IServiceProvider>>? endpoint = null, Action<IDurableWorkflowConfigurator>? here = null)
        {
            CommandHost? there = null;
            endpoint ??= Consume;
            var name = new WorkflowEndpoints().InstancesOf(typeof(StandingOrderWorkflow));
            var first = await CommandHost.StartAsync(w => (here ?? (_ => { }))(w.AddWorkflow<NoteWorkflow>()), endpoints: bus => bus.ReceiveEndpoint(name, configurator =>
            {
                configurator.ConfigureConsumeTopology = false;
                endpoint(configurator, () => there!.Services);
            }));
            there = await CommandHost.StartAsync(w => w.AddWorkflow<StandingOrderWorkflow>(), shared: first);
            return new Pair(first, there);
        }

        public async ValueTask DisposeAsync()
        {
            await there.DisposeAsync();
            await Here.DisposeAsync();
        }

        private static void Consume(IInMemoryReceiveEndpointConfigurator endpoint, Func<IServiceProvider> services)
        {
            var operations = OperationKinds.All.Select(kind => typeof(OperationConsumer<>).MakeGenericType(kind.Command));
            foreach (var consumer in operations.Prepend(typeof(WorkflowCommandConsumer<StandingOrderWorkflow>)))
                endpoint.Consumer(consumer, type => ActivatorUtilities.CreateInstance(services(), type));
        }
    }
}
