using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class OperationTests
{
    [Fact]
    public async Task Pause_and_resume_are_journaled_with_who_and_why()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);

        (await OperateAsync(host, id, "pause", new { actor = "ann", reason = "holidays" })).ShouldBe("Paused");
        (await OperateAsync(host, id, "resume")).ShouldBe("Waiting");

        var paused = await EntryAsync(host, id, "WorkflowPaused");
        paused["actor"]!.GetValue<string>().ShouldBe("ann");
        paused["reason"]!.GetValue<string>().ShouldBe("holidays");
        (await EntryAsync(host, id, "WorkflowResumed"))["actor"]!.GetValue<string>().ShouldBe("somebody not signed in");
        await using var scope = host.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: TestContext.Current.CancellationToken))
            .Items.Select(entry => $"{entry.Operation} by {entry.Actor}")
            .ShouldBe(["Resume by somebody not signed in", "Pause by ann", "Start by somebody not signed in"]);
    }

    [Fact]
    public async Task Cancel_ends_an_instance()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        (await OperateAsync(host, id, "cancel", new { reason = "mistake" })).ShouldBe("Canceled");
        (await EntryAsync(host, id, "WorkflowCanceled"))["reason"]!.GetValue<string>().ShouldBe("mistake");
    }

    [Fact]
    public async Task Retry_tries_again()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        await OperateAsync(host, id, "retry", new { actor = "ann" });
        await Eventually.ShouldBeAsync(async () => (await EntriesAsync(host, id)).Count(entry => KindOf(entry) == "StepFailed"), 2);
    }

    [Fact]
    public async Task Skip_goes_on_with_the_result_that_is_given()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        (await OperateAsync(host, id, "skip", new { result = new { Title = "by hand", Extra = new { a = 1 } }, reason = "done by hand" })).ShouldBe("Waiting");

        var instance = await host.ReadAsync($"/{id}");
        instance["state"]!["Title"]!.GetValue<string>().ShouldBe("by hand");
        instance["state"]!["Extra"]!["a"]!.GetValue<int>().ShouldBe(1);
        (await EntryAsync(host, id, "StepSkipped"))["patch"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Skip_refuses_a_result_that_does_not_fit()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        using var wrongType = await host.PostAsync($"/{id}/skip", new { result = new { Fails = "maybe" } });
        await wrongType.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body");
        using var noObject = await host.PostAsync($"/{id}/skip", new { result = "Title" });
        (await noObject.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body")).Detail().ShouldContain("a JSON object");
        (await host.ReadAsync($"/{id}"))["status"]!.GetValue<string>().ShouldBe("Faulted");
    }

    [Fact]
    public async Task Rewind_goes_on_from_a_node()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        (await OperateAsync(host, id, "rewind", new { node = "triage", reason = "from the beginning" })).ShouldBe("Running");
        await host.ComesToAsync(id, WorkflowStatus.Faulted);
        (await EntryAsync(host, id, "WorkflowRewound"))["node"]!.GetValue<string>().ShouldBe("triage");
    }

    [Fact]
    public async Task Rewind_refuses_a_node_that_the_instance_has_not_passed()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        foreach (var node in new[] { "archive", "closed" })
        {
            using var response = await host.PostAsync($"/{id}/rewind", new { node, reason = "skip the queue" });
            (await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "wrong-status")).Detail()
                .ShouldBe($"A rewind goes back only to what the instance has passed, and it has not passed '{node}' on its way to where it stands. It can go back to: triage.");
        }

        (await host.ReadAsync($"/{id}"))["status"]!.GetValue<string>().ShouldBe("Faulted");
    }

    [Fact]
    public async Task Rewind_refuses_a_node_that_is_not_there()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        using var response = await host.PostAsync($"/{id}/rewind", new { node = "archiv" });
        (await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "unknown-node")).Detail().ShouldContain("Did you mean 'archive'?");
    }

    [Theory]
    [InlineData("resume", "Waiting", "Resume is not possible while the instance is Waiting. Possible: pause, cancel")]
    [InlineData("retry", "Waiting", "Possible: pause, cancel")]
    [InlineData("skip", "Waiting", "Possible: pause, cancel")]
    [InlineData("pause", "Faulted", "Possible: retry, skip, rewind, cancel")]
    [InlineData("resume", "Faulted", "Possible: retry, skip, rewind, cancel")]
    public async Task What_the_status_does_not_allow_is_refused_with_what_it_allows(string verb, string status, string says)
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(Enum.Parse<WorkflowStatus>(status));
        var before = (await host.ReadAsync($"/{id}"))["revision"]!.GetValue<long>();
        using var response = await host.PostAsync($"/{id}/{verb}");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "wrong-status");
        problem.Detail().ShouldContain(says);
        problem["instanceId"]!.GetValue<Guid>().ShouldBe(id);
        (await host.ReadAsync($"/{id}"))["revision"]!.GetValue<long>().ShouldBe(before);
    }

    [Fact]
    public async Task Nothing_changes_an_instance_that_has_ended()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceAsync(new { }, "note");
        await host.ComesToAsync(id, WorkflowStatus.Completed);
        foreach (var verb in new[] { "pause", "resume", "cancel", "retry", "skip", "rewind" })
        {
            using var response = await host.PostAsync($"/{id}/{verb}", verb == "rewind" ? new { node = "file" } : null);
            (await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "wrong-status")).Detail().ShouldContain("It has ended");
        }
    }

    [Fact]
    public async Task An_instance_that_is_not_there_is_not_found_by_anything()
    {
        await using var host = await ApiHost.StartAsync();
        var id = Guid.NewGuid();
        foreach (var path in new[] { $"/{id}", $"/{id}/journal" })
        {
            using var response = await host.GetAsync(path);
            (await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance-not-found")).Detail().ShouldContain($"{id}");
        }

        foreach (var verb in new[] { "pause", "resume", "cancel", "retry", "skip", "rewind", "events/TicketClosed" })
        {
            using var response = await host.PostAsync($"/{id}/{verb}", verb == "rewind" ? new { node = "triage" } : new { });
            (await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance-not-found"))["instanceId"]!.GetValue<Guid>().ShouldBe(id);
        }

        (await host.CountInstancesAsync()).ShouldBe(0);
    }

    private static async Task<string> OperateAsync(ApiHost host, Guid id, string verb, object? body = null)
    {
        using var response = await host.PostAsync($"/{id}/{verb}", body);
        return (await response.ShouldSucceedAsync())["status"]!.GetValue<string>();
    }

    private static async Task<IReadOnlyList<JsonNode>> EntriesAsync(ApiHost host, Guid id) =>
        [.. (await host.ReadAsync($"/{id}/journal"))["items"]!.AsArray().OfType<JsonNode>()];

    private static async Task<JsonNode> EntryAsync(ApiHost host, Guid id, string kind) =>
        (await EntriesAsync(host, id)).Single(entry => KindOf(entry) == kind);

    private static string KindOf(JsonNode entry) => entry["kind"]!.GetValue<string>();
}
