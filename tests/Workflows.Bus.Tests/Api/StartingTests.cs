using System.Net;
using System.Text.Json.Nodes;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class StartingTests
{
    [Fact]
    public async Task A_start_answers_with_the_place_of_the_new_instance()
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.PostAsync("/", new { workflow = "ticket", state = new { TicketId = "t-1", Title = "Broken" } });

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var answer = await response.ShouldSucceedAsync();
        answer["outcome"]!.GetValue<string>().ShouldBe("Started");
        response.Headers.Location.ShouldNotBeNull().ToString().ShouldBe($"/api/workflows/{answer["instanceId"]}");

        var instance = await host.ReadAsync($"/{answer["instanceId"]}");
        instance["workflow"]!.GetValue<string>().ShouldBe("ticket");
        instance["version"]!.GetValue<int>().ShouldBe(2);
        instance["key"]!.GetValue<string>().ShouldBe("t-1");
        instance["state"]!["Title"]!.GetValue<string>().ShouldBe("Broken");
    }

    [Fact]
    public async Task Id_key_tags_actor_and_reason_of_a_start_are_kept()
    {
        await using var host = await ApiHost.StartAsync();
        var id = Guid.NewGuid();
        using var response = await host.PostAsync("/", new { workflow = "note", state = new { }, instanceId = id, key = "k-1", tags = new { tenant = "acme" }, actor = "ann", reason = "asked for" });

        (await response.ShouldSucceedAsync())["instanceId"]!.GetValue<Guid>().ShouldBe(id);
        var instance = await host.ReadAsync($"/{id}");
        instance["key"]!.GetValue<string>().ShouldBe("k-1");
        instance["tags"]!["tenant"]!.GetValue<string>().ShouldBe("acme");
        var first = (await host.ReadAsync($"/{id}/journal"))["items"]![0]!;
        first["kind"]!.GetValue<string>().ShouldBe("WorkflowStarted");
        first["actor"]!.GetValue<string>().ShouldBe("ann");
        first["reason"]!.GetValue<string>().ShouldBe("asked for");
    }

    [Fact]
    public async Task A_start_for_later_is_pending_until_then()
    {
        await using var host = await ApiHost.StartAsync();
        var startAt = DateTimeOffset.Parse("2126-05-04T12:30:00+02:00", System.Globalization.CultureInfo.InvariantCulture);
        using var response = await host.PostAsync("/", new { workflow = "note", state = new { }, startAt });

        var instance = await host.ReadAsync($"/{(await response.ShouldSucceedAsync())["instanceId"]}");
        instance["status"]!.GetValue<string>().ShouldBe("Pending");
        instance["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(startAt);
    }

    [Fact]
    public async Task A_second_start_with_the_same_id_finds_the_first()
    {
        await using var host = await ApiHost.StartAsync();
        var start = new { workflow = "ticket", state = new { TicketId = "t-1" }, instanceId = Guid.NewGuid() };
        using var first = await host.PostAsync("/", start);
        using var second = await host.PostAsync("/", start);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.ShouldSucceedAsync())["outcome"]!.GetValue<string>().ShouldBe("AlreadyStarted");
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await host.CountInstancesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_id_of_an_instance_of_another_workflow_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceAsync(new { }, "note");
        using var response = await host.PostAsync("/", new { workflow = "ticket", state = new { }, instanceId = id });

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body");
        problem.Detail().ShouldContain("note");
        problem["instanceId"]!.GetValue<Guid>().ShouldBe(id);
    }

    [Fact]
    public async Task A_key_that_is_held_is_refused_with_its_holder()
    {
        await using var host = await ApiHost.StartAsync();
        var holder = await host.StartInstanceAsync(new { TicketId = "t-1" });
        using var response = await host.PostAsync("/", new { workflow = "ticket", state = new { TicketId = "t-1" } });

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "duplicate-key");
        problem["instanceId"]!.GetValue<Guid>().ShouldBe(holder);
        problem.Detail().ShouldContain("'t-1'");
        (await host.CountInstancesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_is_held_answers_with_its_holder_where_the_workflow_says_so()
    {
        await using var host = await ApiHost.StartAsync();
        var holder = await host.StartInstanceAsync(new { TicketId = "t-1" }, "standing-order");
        using var response = await host.PostAsync("/", new { workflow = "standing-order", state = new { TicketId = "t-1" } });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.ShouldSucceedAsync();
        answer["outcome"]!.GetValue<string>().ShouldBe("ReturnedRunning");
        answer["instanceId"]!.GetValue<Guid>().ShouldBe(holder);
        response.Headers.Location.ShouldNotBeNull().ToString().ShouldBe($"/api/workflows/{holder}");
    }

    [Fact]
    public async Task A_deep_state_comes_back_as_it_was()
    {
        await using var host = await ApiHost.StartAsync();
        var extra = JsonNode.Parse(string.Concat(Enumerable.Repeat("""{"a":""", 58)) + "1.50" + new string('}', 58))!;
        using var response = await host.PostAsync("/", new { workflow = "note", state = new { Extra = extra } });

        var instance = await host.ReadAsync($"/{(await response.ShouldSucceedAsync())["instanceId"]}");
        instance["state"]!["Extra"]!.ToJsonString().ShouldBe(extra.ToJsonString());
    }

    [Fact]
    public async Task A_note_runs_to_its_end()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceAsync(new { Title = "x" }, "note");
        await host.ComesToAsync(id, WorkflowStatus.Completed);
        (await host.ReadAsync($"/{id}"))["finishedAt"].ShouldNotBeNull();
    }
}
