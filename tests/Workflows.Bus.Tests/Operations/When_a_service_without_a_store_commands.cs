using System.Text.Json;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Operations;

/// <summary>Commands as plain messages, from a service that knows the contracts and the bus and nothing else.</summary>
public sealed class When_a_service_without_a_store_commands
{
    [Fact]
    public async Task A_published_start_starts()
    {
        await using var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.PublishAsync(new StartWorkflow { Workflow = "note", State = """{"Title":"x"}""", InstanceId = id, Key = "k-1", Tags = new Dictionary<string, string> { ["a"] = "b" }, Actor = "billing", Reason = "asked for" });
        await host.ComesToAsync(id, WorkflowStatus.Completed);

        var details = (await host.Store.GetAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        details.Summary.Key.ShouldBe("k-1");
        details.Summary.Tags["a"].ShouldBe("b");
        details.State.ShouldContain("\"x\"");
        var first = (await host.Store.GetJournalAsync(id, 0, 1, TestContext.Current.CancellationToken))[0];
        (first.Actor, first.Reason).ShouldBe(("billing", "asked for"));
    }

    [Fact]
    public async Task A_start_that_is_delivered_again_finds_its_instance()
    {
        await using var host = await StartAsync();
        var consumed = new Consumed<StartWorkflow>();
        using var observing = host.Bus.ConnectConsumeMessageObserver(consumed);
        var messageId = Guid.NewGuid();
        for (var i = 0; i < 3; i++)
            await host.PublishAsync(new StartWorkflow { Workflow = "note", State = "{}" }, messageId);

        await Eventually.ShouldHoldAsync(() => consumed.CountOf(messageId) == 3);
        (await host.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_start_is_answered()
    {
        await using var host = await StartAsync();
        var answer = await host.AskAsync<StartWorkflow, WorkflowStartAccepted>(new StartWorkflow { Workflow = "note", State = "{}" });
        var accepted = answer.ShouldBeOfType<WorkflowStartAccepted>();
        accepted.Outcome.ShouldBe(StartOutcome.Started);
        await host.ComesToAsync(accepted.InstanceId, WorkflowStatus.Completed);
    }

    [Theory]
    [InlineData("nte", "{}", WorkflowRefusal.UnknownWorkflow, "Did you mean 'note'?")]
    [InlineData("note", "[]", WorkflowRefusal.Malformed, "must be a JSON object for Ticket")]
    [InlineData("note", "", WorkflowRefusal.Malformed, "must be a JSON object for Ticket")]
    [InlineData("note", """{"Fails":"x"}""", WorkflowRefusal.Malformed, "Fails")]
    [InlineData("note", """{"Title":"\u0000"}""", WorkflowRefusal.Malformed, "null character")]
    public async Task A_start_that_is_refused_is_answered_with_why(string workflow, string state, WorkflowRefusal refusal, string says)
    {
        await using var host = await StartAsync();
        var answer = await host.AskAsync<StartWorkflow, WorkflowStartAccepted>(new StartWorkflow { Workflow = workflow, State = state });
        var refused = answer.ShouldBeOfType<WorkflowOperationRefused>();
        refused.Refusal.ShouldBe(refusal);
        refused.Message.ShouldContain(says);
        (await host.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_that_is_held_is_answered_with_its_holder()
    {
        await using var host = await StartAsync();
        var holder = await host.StartInstanceAsync("ticket", new { TicketId = "t-1" });
        var answer = await host.AskAsync<StartWorkflow, WorkflowStartAccepted>(new StartWorkflow { Workflow = "ticket", State = """{"TicketId":"t-1"}""" });
        var refused = answer.ShouldBeOfType<WorkflowOperationRefused>();
        (refused.Refusal, refused.InstanceId).ShouldBe((WorkflowRefusal.DuplicateKey, holder));
    }

    [Fact]
    public async Task A_key_that_is_held_is_logged_and_dropped_where_nobody_asked()
    {
        var errors = new ErrorQueue("WorkflowCommands");
        await using var host = await StartAsync(errors.AddTo<StartWorkflow>);
        await host.StartInstanceAsync("ticket", new { TicketId = "t-1" });
        await host.PublishAsync(new StartWorkflow { Workflow = "ticket", State = """{"TicketId":"t-1"}""" });

        await Eventually.ShouldHoldAsync(() => host.Log.Lines.Any(line => line.EventId == 1003));
        host.Log.Lines.Single(line => line.EventId == 1003).Message.ShouldContain("'t-1'");
        (await host.CountAsync()).ShouldBe(1);
        errors.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_refused_where_nobody_asked_goes_to_the_error_queue_and_the_others_go_on()
    {
        var errors = new ErrorQueue("WorkflowCommands");
        await using var host = await StartAsync(errors.AddTo<StartWorkflow>);
        await host.PublishAsync(new StartWorkflow { Workflow = "nobody-knows-it", State = "{}" });
        await host.PublishAsync(new StartWorkflow { Workflow = "note", State = "7" });
        var id = await host.StartInstanceAsync("note", new { });

        await host.ComesToAsync(id, WorkflowStatus.Completed);
        await Eventually.ShouldHoldAsync(() => errors.Messages.Count == 2);
        errors.Messages.Cast<StartWorkflow>().Select(start => start.Workflow).ShouldBe(["nobody-knows-it", "note"], ignoreOrder: true);
        (await host.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Operations_are_obeyed_and_answered()
    {
        await using var host = await StartAsync();
        var id = await host.StartInstanceAsync("ticket", new { TicketId = "t-1", Fails = true });
        await host.ComesToAsync(id, WorkflowStatus.Faulted);

        (await AskAsync(host, new RetryWorkflow { InstanceId = id })).ShouldBe(WorkflowStatus.Running);
        await host.ComesToAsync(id, WorkflowStatus.Faulted);
        (await AskAsync(host, new SkipWorkflowStep { InstanceId = id, Result = """{"Title":"by hand"}""", Actor = "ann", Reason = "known" })).ShouldBe(WorkflowStatus.Waiting);
        (await AskAsync(host, new PauseWorkflow { InstanceId = id })).ShouldBe(WorkflowStatus.Paused);
        await ShouldRefuseAsync(host, new RewindWorkflow { InstanceId = id, Node = "archive" }, WorkflowRefusal.WrongStatus, "It can go back to: triage, closed.");
        (await AskAsync(host, new RewindWorkflow { InstanceId = id, Node = "closed" })).ShouldBe(WorkflowStatus.Paused);
        (await AskAsync(host, new ResumeWorkflow { InstanceId = id })).ShouldBe(WorkflowStatus.Waiting);
        await AskAsync(host, new SendWorkflowEvent { InstanceId = id, MessageType = nameof(TicketClosed), Body = JsonSerializer.Serialize(new { by = "bob" }) });
        await host.ComesToAsync(id, WorkflowStatus.Completed);
    }

    [Fact]
    public async Task Operations_that_are_published_are_obeyed()
    {
        await using var host = await StartAsync();
        var id = await host.StartInstanceAsync("ticket", new { TicketId = "t-1" });
        await host.ComesToAsync(id, WorkflowStatus.Waiting);
        await host.PublishAsync(new PauseWorkflow { InstanceId = id, Actor = "ann" });
        await host.ComesToAsync(id, WorkflowStatus.Paused);
        await host.PublishAsync(new CancelWorkflow { InstanceId = id, Reason = "mistake" });
        await host.ComesToAsync(id, WorkflowStatus.Canceled);
    }

    [Fact]
    public async Task An_operation_that_is_delivered_again_is_obeyed_once()
    {
        await using var host = await StartAsync();
        var id = await host.StartInstanceAsync("ticket", new { TicketId = "t-1", Fails = true });
        await host.ComesToAsync(id, WorkflowStatus.Faulted);
        var consumed = new Consumed<SkipWorkflowStep>();
        using var observing = host.Bus.ConnectConsumeMessageObserver(consumed);
        var messageId = Guid.NewGuid();
        await host.PublishAsync(new SkipWorkflowStep { InstanceId = id }, messageId);
        await host.PublishAsync(new SkipWorkflowStep { InstanceId = id }, messageId);

        await Eventually.ShouldHoldAsync(() => consumed.CountOf(messageId) == 2);
        var entries = await host.Store.GetJournalAsync(id, 0, 500, TestContext.Current.CancellationToken);
        entries.Count(entry => entry.Kind == "StepSkipped").ShouldBe(1);
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refused_operations_are_answered_with_why()
    {
        await using var host = await StartAsync();
        var id = await host.StartInstanceAsync("ticket", new { TicketId = "t-1" });
        await host.ComesToAsync(id, WorkflowStatus.Waiting);
        var missing = Guid.NewGuid();

        await ShouldRefuseAsync(host, new PauseWorkflow { InstanceId = missing }, WorkflowRefusal.InstanceNotFound, $"There is no instance {missing}.");
        await ShouldRefuseAsync(host, new SendWorkflowEvent { InstanceId = missing, MessageType = "X", Body = "{}" }, WorkflowRefusal.InstanceNotFound, $"There is no instance {missing}.");
        await ShouldRefuseAsync(host, new ResumeWorkflow { InstanceId = id }, WorkflowRefusal.WrongStatus, "while the instance is Waiting");
        await ShouldRefuseAsync(host, new RetryWorkflow { InstanceId = id }, WorkflowRefusal.WrongStatus, "while the instance is Waiting");
        await ShouldRefuseAsync(host, new SendWorkflowEvent { InstanceId = id, MessageType = "TicketOpened", Body = "{}" }, WorkflowRefusal.UnknownEvent, "TicketClosed");
        await ShouldRefuseAsync(host, new SendWorkflowEvent { InstanceId = id, MessageType = "TicketClosed", Body = "{" }, WorkflowRefusal.Malformed, "TicketClosed");
        await ShouldRefuseAsync(host, new SendWorkflowEvent { InstanceId = id, MessageType = null!, Body = null! }, WorkflowRefusal.UnknownEvent, "TicketClosed");
        await ShouldRefuseAsync(host, new PauseWorkflow { InstanceId = id, Reason = new string('x', 2_001) }, WorkflowRefusal.Malformed, "2000");
        (await host.StatusOfAsync(id)).ShouldBe(WorkflowStatus.Waiting);
    }

    [Fact]
    public async Task A_refused_operation_that_nobody_asked_about_goes_to_the_error_queue()
    {
        var errors = new ErrorQueue("WorkflowCommands");
        await using var host = await StartAsync(errors.AddTo<PauseWorkflow>);
        var command = new PauseWorkflow { InstanceId = Guid.NewGuid() };
        await host.PublishAsync(command);
        await Eventually.ShouldHoldAsync(() => errors.Messages.Contains(command));
        (await host.CountAsync()).ShouldBe(0);
    }

    private static Task<CommandHost> StartAsync(Action<MassTransit.IInMemoryBusFactoryConfigurator>? endpoints = null) =>
        CommandHost.StartAsync(w => w.AddWorkflow<TicketWorkflow>().AddWorkflow<NoteWorkflow>(), endpoints: endpoints);

    private static async Task<WorkflowStatus> AskAsync<TCommand>(CommandHost host, TCommand command)
        where TCommand : class =>
        (await host.AskAsync<TCommand, WorkflowOperationAccepted>(command)).ShouldBeOfType<WorkflowOperationAccepted>().Status;

    private static async Task ShouldRefuseAsync<TCommand>(CommandHost host, TCommand command, WorkflowRefusal refusal, string says)
        where TCommand : class
    {
        var refused = (await host.AskAsync<TCommand, WorkflowOperationAccepted>(command)).ShouldBeOfType<WorkflowOperationRefused>();
        refused.Refusal.ShouldBe(refusal);
        refused.Message.ShouldContain(says);
    }
}
