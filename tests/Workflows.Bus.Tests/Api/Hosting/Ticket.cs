using System.Text.Json;

namespace Workflows.Tests.Api.Hosting;

/// <summary>State of the workflows behind the API under test.</summary>
public sealed class Ticket
{
    public string? TicketId { get; set; }

    public string? Title { get; set; }

    /// <summary>Lets the step fail, until it is skipped or the state changes.</summary>
    public bool Fails { get; set; }

    public string? ClosedBy { get; set; }

    public JsonElement? Extra { get; set; }
}

public sealed record TicketClosed(string? TicketId, string? By);

public sealed record TicketCommented(string? TicketId, string? Text);

/// <summary>A step that may fail, then a wait: every status is within reach.</summary>
[Workflow("ticket", Version = 2)]
public sealed class TicketWorkflow : Workflow<Ticket>
{
    protected override void Define(IWorkflowBuilder<Ticket> flow)
    {
        flow.UniqueBy(state => state.TicketId);
        flow.Step("triage", context => context.State.Fails ? throw new InvalidOperationException("Triage is closed on Sundays.") : Task.CompletedTask);
        flow.WaitFor<TicketClosed>("closed")
            .CorrelatedBy(closed => closed.TicketId, state => state.TicketId)
            .OnReceived((state, closed) => state.ClosedBy = closed.By);
        flow.Step("archive", _ => Task.CompletedTask);
    }
}

/// <summary>Starts of a key that is held find the instance that holds it.</summary>
[Workflow("standing-order")]
public sealed class StandingOrderWorkflow : Workflow<Ticket>
{
    protected override void Define(IWorkflowBuilder<Ticket> flow)
    {
        flow.UniqueBy(state => state.TicketId, DuplicateAction.ReturnRunning);
        flow.WaitFor<TicketClosed>("closed").SentToInstance();
    }
}

/// <summary>Ends as soon as it has begun.</summary>
[Workflow("note")]
public sealed class NoteWorkflow : Workflow<Ticket>
{
    protected override void Define(IWorkflowBuilder<Ticket> flow) => flow.Step("file", _ => Task.CompletedTask);
}
