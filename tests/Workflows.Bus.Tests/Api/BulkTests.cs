using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;
using Workflows.Tests.Operations.Bulk;

namespace Workflows.Tests.Api;

public sealed class BulkTests
{
    [Fact]
    public async Task An_operation_on_named_instances_is_done_and_says_what_came_of_each()
    {
        await using var host = await ApiHost.StartAsync(Finding());
        var waiting = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        var gone = Guid.NewGuid();

        using var response = await host.PostAsync("/bulk", new { operation = "pause", instanceIds = new[] { waiting, gone }, expectedCount = 2, actor = "ann", reason = "holidays" });
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var accepted = await response.ShouldSucceedAsync();
        var id = accepted["jobId"]!.GetValue<Guid>();
        response.Headers.Location!.OriginalString.ShouldBe($"{ApiHost.Prefix}/bulk/{id}");
        (Text(accepted, "operation"), Text(accepted, "actor"), Text(accepted, "reason"), accepted["totalCount"]!.GetValue<long>()).ShouldBe(("Pause", "ann", "holidays", 2L));

        await EndsAsync(host, id, "Completed");
        await host.ComesToAsync(waiting, WorkflowStatus.Paused);
        var refused = (await host.ReadAsync($"/bulk/{id}/rows?outcome=refused"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        (Text(refused, "instanceId"), Text(refused, "message")).ShouldBe(($"{gone}", $"There is no instance {gone}."));
    }

    [Fact]
    public async Task Jobs_and_their_rows_are_listed_page_by_page()
    {
        await using var host = await ApiHost.StartAsync(Finding());
        var ids = new[] { Guid.NewGuid(), Guid.NewGuid() };
        var first = await StartAsync(host, new { operation = "Cancel", instanceIds = ids });
        var second = await StartAsync(host, new { operation = "Retry", instanceIds = ids });

        var page = await host.ReadAsync("/bulk?limit=1");
        Text(page["items"]!.AsArray().ShouldHaveSingleItem()!, "jobId").ShouldBe($"{second}");
        Text((await host.ReadAsync($"/bulk?limit=1&after={Text(page, "next")}"))["items"]!.AsArray().ShouldHaveSingleItem()!, "jobId").ShouldBe($"{first}");

        var rows = await host.ReadAsync($"/bulk/{first}/rows?limit=1");
        Text(rows["items"]!.AsArray().ShouldHaveSingleItem()!, "instanceId").ShouldBe($"{ids[0]}");
        Text((await host.ReadAsync($"/bulk/{first}/rows?limit=1&after={Text(rows, "next")}"))["items"]!.AsArray().ShouldHaveSingleItem()!, "instanceId").ShouldBe($"{ids[1]}");
    }

    [Fact]
    public async Task Every_condition_of_a_search_is_passed_on_and_shown()
    {
        var instances = new ListedInstances([Guid.NewGuid()]);
        await using var host = await ApiHost.StartAsync(setup => setup.Services = services => services.AddSingleton<IWorkflowInstances>(instances));
        var search = new
        {
            statuses = new[] { "faulted", "Waiting" },
            workflow = "ticket",
            version = 1,
            key = "t-*",
            tags = new { tenant = "acme" },
            from = "2026-05-01T00:00:00Z",
            to = "2026-06-01T00:00:00Z",
            text = "timeout",
            node = "print",
            waitingFor = "Shop.Paid",
            fingerprint = "f00",
            unchangedSince = "2026-05-02T00:00:00Z",
            cutoff = "2026-05-03T00:00:00Z",
        };
        var id = await StartAsync(host, new { operation = "Retry", search });

        var asked = instances.Asked.ShouldHaveSingleItem();
        asked.Filter.Statuses.ShouldBe([WorkflowStatus.Faulted, WorkflowStatus.Waiting]);
        (asked.Filter.Workflow, asked.Filter.Version, asked.Filter.Key, asked.Filter.Tags["tenant"]).ShouldBe(("ticket", 1, "t-*", "acme"));
        (asked.Filter.CreatedFrom, asked.Filter.CreatedBefore).ShouldBe((Day(2026, 5, 1), Day(2026, 6, 1)));
        (asked.Text, asked.Node, asked.WaitingFor, asked.Fingerprint).ShouldBe(("timeout", "print", "Shop.Paid", "f00"));
        (asked.UnchangedSince, asked.Cutoff).ShouldBe((Day(2026, 5, 2), Day(2026, 5, 3)));
        var shown = (await host.ReadAsync($"/bulk/{id}"))["search"]!;
        shown.AsObject().Select(condition => condition.Key).ShouldBe(
            ["statuses", "workflow", "version", "key", "tags", "from", "to", "text", "node", "waitingFor", "fingerprint", "unchangedSince", "cutoff"]);
        Text(shown, "text").ShouldBe("timeout");
    }

    [Fact]
    public async Task A_failure_is_named_in_words_also_when_nothing_fails_with_it_any_more()
    {
        await using var host = await ApiHost.StartAsync();
        await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        await using var scope = host.Services.CreateAsyncScope();
        var insights = scope.ServiceProvider.GetRequiredService<IWorkflowInsights>();
        var failure = (await insights.ListFailuresAsync(cancellationToken: TestContext.Current.CancellationToken)).Items.ShouldHaveSingleItem();

        var id = await StartAsync(host, new { operation = "Cancel", search = new { fingerprint = failure.Fingerprint } });
        await EndsAsync(host, id, "Completed");

        (await insights.GetFailureAsync(failure.Fingerprint, TestContext.Current.CancellationToken)).ShouldBeNull();
        Text(await host.ReadAsync($"/bulk/{id}"), "failure").ShouldBe(failure.Summary);
        failure.Summary.ShouldBe("InvalidOperationException at triage: Triage is closed on Sundays.");
    }

    [Fact]
    public async Task What_cannot_be_accepted_is_refused_with_a_sentence()
    {
        await using var host = await ApiHost.StartAsync(Finding(Guid.NewGuid(), Guid.NewGuid()));
        await RefusedAsync(host, new { operation = "Explode", search = new { } }, "'operation' must be one of Pause, Resume, Cancel, Retry, Skip, SendEvent, but it is 'Explode'.");
        await RefusedAsync(host, new { search = new { } }, "The body lacks the member 'operation': What to do.");
        await RefusedAsync(host, new { operation = "Pause" }, "No instance matches. Name instances, or widen the search.");
        await RefusedAsync(host, new { operation = "Pause", search = new { }, expectedCount = 1 }, "More than 1 instances match, but 1 were confirmed. Look again, and confirm the number there is now.");
        await RefusedAsync(host, new { operation = "Pause", search = new { stauses = "x" } }, "The body has a member 'stauses', which means nothing here. Did you mean 'statuses'?");
        await RefusedAsync(host, new { operation = "Pause", instanceIds = "all" }, "'instanceIds' must be an array, but it is a string.");
        (await host.ReadAsync("/bulk"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_cannot_be_sent_is_refused_and_one_that_can_is_named()
    {
        await using var host = await ApiHost.StartAsync(Finding());
        var ids = new[] { Guid.NewGuid() };
        await RefusedAsync(host, new { operation = "SendEvent", instanceIds = ids }, "SendEvent takes the type of the event, a name of 1 to 500 characters.");
        await RefusedAsync(host, new { operation = "SendEvent", instanceIds = ids, eventType = "Paid", @event = "{}" }, "'event' must be a JSON object, but it is a string.");
        var jobId = Guid.NewGuid();
        var request = new { jobId, operation = "SendEvent", instanceIds = ids, eventType = "Paid", @event = new { orderId = "o-1" } };
        (await StartAsync(host, request)).ShouldBe(jobId);
        (await StartAsync(host, request)).ShouldBe(jobId);
        Text((await host.ReadAsync("/bulk"))["items"]!.AsArray().ShouldHaveSingleItem()!, "eventType").ShouldBe("Paid");
    }

    [Fact]
    public async Task A_job_that_has_ended_cannot_be_aborted_and_one_that_is_not_there_is_not_found()
    {
        await using var host = await ApiHost.StartAsync(Finding());
        var id = await StartAsync(host, new { operation = "Pause", instanceIds = new[] { Guid.NewGuid() } });
        await EndsAsync(host, id, "Completed");

        using var late = await host.PostAsync($"/bulk/{id}/abort", new { reason = "mistake" });
        (await late.ShouldBeProblemAsync(HttpStatusCode.Conflict, "wrong-status")).Detail().ShouldBe("The job is Completed: there is nothing to stop.");
        var unknown = Guid.NewGuid();
        foreach (var path in new[] { $"/bulk/{unknown}", $"/bulk/{unknown}/rows" })
        {
            using var read = await host.GetAsync(path);
            (await read.ShouldBeProblemAsync(HttpStatusCode.NotFound, "job-not-found")).Detail().ShouldBe($"There is no job {unknown}.");
        }

        using var aborted = await host.PostAsync($"/bulk/{unknown}/abort");
        await aborted.ShouldBeProblemAsync(HttpStatusCode.NotFound, "job-not-found");
    }

    private static Action<ApiHostSetup> Finding(params Guid[] ids) => setup => setup.Services = services => services.AddSingleton<IWorkflowInstances>(new ListedInstances(ids));

    private static async Task<Guid> StartAsync(ApiHost host, object request)
    {
        using var response = await host.PostAsync("/bulk", request);
        return (await response.ShouldSucceedAsync())["jobId"]!.GetValue<Guid>();
    }

    private static async Task RefusedAsync(ApiHost host, object request, string sentence)
    {
        using var response = await host.PostAsync("/bulk", request);
        (await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body")).Detail().ShouldBe(sentence);
    }

    private static Task EndsAsync(ApiHost host, Guid id, string status) => Eventually.ShouldBeAsync(async () => Text(await host.ReadAsync($"/bulk/{id}"), "status"), status);

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
