using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class QueryTests
{
    [Fact]
    public async Task A_list_comes_in_pages_newest_first()
    {
        await using var host = await ApiHost.StartAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add(await host.StartInstanceAsync(new { }, "note"));

        var seen = new List<Guid>();
        string? next = "";
        while (next is not null)
        {
            var page = await host.ReadAsync($"/?limit=2{(next.Length > 0 ? $"&after={next}" : "")}");
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(IdsOf(page));
            next = page["next"]?.GetValue<string>();
        }

        seen.Order().ShouldBe(ids.Order());
    }

    [Fact]
    public async Task Every_filter_holds()
    {
        await using var host = await ApiHost.StartAsync();
        var waiting = await host.StartInstanceInAsync(WorkflowStatus.Waiting, new { TicketId = "a-1" });
        var faulted = await host.StartInstanceInAsync(WorkflowStatus.Faulted, new { TicketId = "a-2", Fails = true });
        using var tagged = await host.PostAsync("/", new { workflow = "note", state = new { }, key = "b-1", tags = new Dictionary<string, string> { ["tenant"] = "acme & co", ["über"] = "x" } });
        var note = (await tagged.ShouldSucceedAsync())["instanceId"]!.GetValue<Guid>();
        await host.ComesToAsync(note, WorkflowStatus.Completed);

        (await ListAsync(host, "status=waiting")).ShouldBe([waiting]);
        (await ListAsync(host, "status=Waiting&status=Faulted")).ShouldBe([faulted, waiting], ignoreOrder: true);
        (await ListAsync(host, "workflow=note")).ShouldBe([note]);
        (await ListAsync(host, "workflow=ticket&version=2&status=Faulted")).ShouldBe([faulted]);
        (await ListAsync(host, "version=3")).ShouldBeEmpty();
        (await ListAsync(host, "key=a-1")).ShouldBe([waiting]);
        (await ListAsync(host, "key=a-*")).ShouldBe([faulted, waiting], ignoreOrder: true);
        (await ListAsync(host, "tag.tenant=acme%20%26%20co&tag.%C3%BCber=x")).ShouldBe([note]);
        (await ListAsync(host, "tag.tenant=acme")).ShouldBeEmpty();
        (await ListAsync(host, "from=2126-01-01")).ShouldBeEmpty();
        (await ListAsync(host, "to=2026-01-01T00:00:00%2B02:00")).ShouldBeEmpty();
        (await ListAsync(host, "from=2020-01-01T00:00Z&to=2126-01-01")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_instance_shows_what_it_is_open_for()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting, new { TicketId = "t-1" });
        var instance = await host.ReadAsync($"/{id}");

        instance["currentNode"]!.GetValue<string>().ShouldBe("closed");
        instance["waitingFor"]![0]!.GetValue<string>().ShouldBe(MessageName.Of(typeof(TicketClosed)));
        instance["tokens"]![0]!["state"]!.GetValue<string>().ShouldBe("Waiting");
        instance["subscriptions"]![0]!["key"]!.GetValue<string>().ShouldBe("t-1");
        instance["state"]!["TicketId"]!.GetValue<string>().ShouldBe("t-1");
    }

    [Fact]
    public async Task A_faulted_instance_shows_its_error()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        var instance = await host.ReadAsync($"/{id}");

        instance["errorType"]!.GetValue<string>().ShouldBe("System.InvalidOperationException");
        instance["error"]!["message"]!.GetValue<string>().ShouldBe("Triage is closed on Sundays.");
    }

    [Fact]
    public async Task A_journal_comes_in_pages_and_holds_json_not_text()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting, new { TicketId = "t-1" });
        using var sent = await host.PostAsync($"/{id}/events/TicketClosed", new { TicketId = "t-1", By = "bob" });
        await host.ComesToAsync(id, WorkflowStatus.Completed);

        var entries = new List<JsonNode>();
        string? next = "0";
        while (next is not null)
        {
            var page = await host.ReadAsync($"/{id}/journal?limit=2&after={next}");
            entries.AddRange(page["items"]!.AsArray().OfType<JsonNode>());
            next = page["next"]?.GetValue<string>();
        }

        entries.Select(entry => entry["sequence"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, entries.Count));
        entries[0]["detail"]!["state"]!["TicketId"]!.GetValue<string>().ShouldBe("t-1");
        var received = entries.Single(entry => entry["kind"]!.GetValue<string>() == "EventReceived");
        received["patch"]![0]!["op"]!.GetValue<string>().ShouldBe("replace");
        received["patch"]![0]!["value"]!.GetValue<string>().ShouldBe("bob");
    }

    [Fact]
    public async Task An_early_event_is_shown_as_json()
    {
        await using var host = await ApiHost.StartAsync();
        var id = await host.StartInstanceInAsync(WorkflowStatus.Faulted);
        using var sent = await host.PostAsync($"/{id}/events/TicketClosed?eventId={Guid.NewGuid()}", new { By = "bob" });

        (await sent.ShouldSucceedAsync())["status"]!.GetValue<string>().ShouldBe("Faulted");
        (await host.ReadAsync($"/{id}"))["keptEvents"]![0]!["body"]!["by"]!.GetValue<string>().ShouldBe("bob");
    }

    [Fact]
    public async Task Definitions_are_listed()
    {
        await using var host = await ApiHost.StartAsync();
        await Eventually.ShouldBeAsync(async () => (await host.ReadAsync("/definitions"))["items"]!.AsArray().Count, 3);
        var names = (await host.ReadAsync("/definitions"))["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>());
        names.ShouldBe(["note", "standing-order", "ticket"]);
    }

    [Fact]
    public async Task A_definition_is_shown_with_its_graph_in_the_newest_version_or_the_one_asked_for()
    {
        await using var host = await ApiHost.StartAsync();
        var store = host.Services.GetRequiredService<IWorkflowStore>();
        await store.RegisterDefinitionsAsync([Graph(1, []), Graph(4, [new WorkflowEdgeView("ask", "is it \"ok\"?"), new WorkflowEdgeView("is it \"ok\"?", "end", "else")])], TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);

        var newest = await host.ReadAsync("/definitions/graph");
        newest["version"]!.GetValue<int>().ShouldBe(4);
        newest["versions"]!.ToJsonString().ShouldBe("[1,4]");
        newest["nodes"]!.AsArray().Count.ShouldBe(3);
        newest["edges"]![1]!["label"]!.GetValue<string>().ShouldBe("else");
        newest["mermaid"]!.GetValue<string>().ShouldBe(
            """
            flowchart TD
                n0["ask<br/>up to 3 attempts"]
                n1{"is it #34;ok#34;?"}
                n2(["end"])
                n0 --> n1
                n1 -->|"else"| n2

            """.ReplaceLineEndings("\n"));
        (await host.ReadAsync("/definitions/graph?version=1"))["edges"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/definitions/tickt", "Did you mean 'ticket'?")]
    [InlineData("/definitions/ticket?version=7", "Registered: 2.")]
    public async Task An_unknown_definition_is_not_found(string path, string says)
    {
        await using var host = await ApiHost.StartAsync();
        await Eventually.ShouldBeAsync(async () => (await host.ReadAsync("/definitions"))["items"]!.AsArray().Count, 3);
        using var response = await host.GetAsync(path);
        (await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "unknown-workflow")).Detail().ShouldContain(says);
    }

    private static WorkflowDefinitionView Graph(int version, WorkflowEdgeView[] edges) => new()
    {
        Name = "graph",
        Version = version,
        Endpoint = "graph",
        Nodes =
        [
            new WorkflowNodeView { Name = "ask", Kind = "Step", Label = "up to 3 attempts" },
            new WorkflowNodeView { Name = "is it \"ok\"?", Kind = "Decision" },
            new WorkflowNodeView { Name = "end", Kind = "End" },
        ],
        Edges = edges,
    };

    private static async Task<List<Guid>> ListAsync(ApiHost host, string query) => [.. IdsOf(await host.ReadAsync($"/?{query}"))];

    private static IEnumerable<Guid> IdsOf(JsonNode page) => page["items"]!.AsArray().Select(item => item!["instanceId"]!.GetValue<Guid>());
}
