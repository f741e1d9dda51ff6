using System.Net;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class EventTests
{
    [Theory]
    [InlineData("TicketClosed")]
    [InlineData("ticketclosed")]
    [InlineData("Workflows.Tests.Api.Hosting.TicketClosed")]
    public async Task An_event_reaches_its_instance_whatever_its_key(string messageType)
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var response = await host.PostAsync($"/{id}/events/{messageType}?actor=ann&reason=by%20phone", new { ticketId = "other", by = "bob" });
        await response.ShouldSucceedAsync();
        await host.ComesToAsync(id, WorkflowStatus.Completed);

        (await host.ReadAsync($"/{id}"))["state"]!["ClosedBy"]!.GetValue<string>().ShouldBe("bob");
        var received = (await host.ReadAsync($"/{id}/journal"))["items"]!.AsArray().Single(entry => entry!["kind"]!.GetValue<string>() == "EventReceived")!;
        received["actor"]!.GetValue<string>().ShouldBe("ann");
        received["reason"]!.GetValue<string>().ShouldBe("by phone");
    }

    [Fact]
    public async Task An_event_is_taken_once_by_its_id()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        var path = $"/{id}/events/TicketClosed?eventId={Guid.NewGuid()}";
        using var first = await host.PostAsync(path, new { By = "bob" });
        using var second = await host.PostAsync(path, new { By = "eve" });

        await first.ShouldSucceedAsync();
        await second.ShouldSucceedAsync();
        var kept = (await host.ReadAsync($"/{id}"))["keptEvents"]!.AsArray();
        kept.Count.ShouldBe(1);
        kept[0]!["body"]!["by"]!.GetValue<string>().ShouldBe("bob");
    }

    [Fact]
    public async Task An_event_that_the_workflow_does_not_wait_for_is_not_found()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var response = await host.PostAsync($"/{id}/events/TicketClosd", new { });
        (await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "unknown-event")).Detail().ShouldContain("TicketClosed");
    }

    [Fact]
    public async Task An_event_that_no_wait_ahead_takes_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var canceled = await host.PostAsync($"/{id}/cancel");
        using var response = await host.PostAsync($"/{id}/events/TicketClosed", new { By = "bob" });
        await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "wrong-status");
    }

    [Theory]
    [InlineData("""{"by": 7}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"bob\"")]
    [InlineData("""{"by": "a\u0000b"}""")]
    public async Task A_body_that_is_no_such_event_is_refused(string body)
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var response = await host.PostTextAsync($"/{id}/events/TicketClosed", body);
        await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body");
        (await host.ReadAsync($"/{id}"))["status"]!.GetValue<string>().ShouldBe("Waiting");
    }

    [Fact]
    public async Task An_event_without_a_body_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var response = await host.PostAsync($"/{id}/events/TicketClosed");
        await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body");
    }
}
