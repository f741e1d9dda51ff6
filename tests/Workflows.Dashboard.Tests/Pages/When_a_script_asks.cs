using System.Net;
using System.Text.Json;
using Workflows.Dashboard.Tests.Browser;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Dashboard.Tests.Hosts;

namespace Workflows.Dashboard.Tests.Pages;

/// <summary>The addresses of pages answer with their model as JSON.</summary>
public sealed class When_a_script_asks
{
    private static readonly string[] _pagesOnly = ["retry", "skip", "rewind", "cancel", "cancel-long-key", "skip-long-key", "pause-impossible", "send-event", "start", "start-json", "settings"];

    private static readonly string[] _missing = ["instance-missing", "failure-gone", "not-found"];

    [Fact]
    public async Task Every_page_that_shows_something_says_it_as_json()
    {
        await using var host = await StartAsync();
        foreach (var (name, address) in Addresses.All.Where(one => !_pagesOnly.Contains(one.Key) && !_missing.Contains(one.Key)))
        {
            using var response = await host.SendAsync(address, AcceptJson);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, name);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json", name);
            using var json = await ReadAsync(response);
            json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object, name);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem()
    {
        await using var host = await StartAsync();
        foreach (var name in _missing.Concat(_pagesOnly))
        {
            using var response = await host.SendAsync(Addresses.All[name], AcceptJson);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", name);
        }
    }

    [Fact]
    public async Task The_list_says_what_the_page_shows()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync("instances?status=Faulted&workflow=OrderFulfilment&limit=25", AcceptJson);
        using var json = await ReadAsync(response);
        var lines = json.RootElement.GetProperty("page").GetProperty("value").GetProperty("lines");
        lines.GetArrayLength().ShouldBe(13);
        lines[0].GetProperty("instance").GetProperty("status").GetString().ShouldBe("Faulted");
        json.RootElement.GetProperty("total").GetProperty("count").GetInt32().ShouldBe(13);
        json.RootElement.GetProperty("counts").GetProperty("value").GetProperty("Faulted").GetProperty("count").GetInt32().ShouldBe(13);
    }

    [Fact]
    public async Task An_instance_says_what_is_offered_for_it()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(Addresses.All["instance-faulted"], AcceptJson);
        using var json = await ReadAsync(response);
        json.RootElement.GetProperty("possible").EnumerateArray().Select(one => one.GetString()).ShouldBe(["Retry", "Skip", "Rewind", "Cancel"]);
        json.RootElement.GetProperty("details").GetProperty("operations").GetArrayLength().ShouldBe(7);
    }

    [Fact]
    public async Task A_node_of_a_drawing_says_its_kind_by_name()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(Addresses.All["definition"], AcceptJson);
        using var json = await ReadAsync(response);
        json.RootElement.GetProperty("graph").GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("kind").GetString()).Distinct()
            .ShouldBe(["Start", "Step", "Decision", "Wait", "Fail", "End"]);
    }

    [Fact]
    public async Task A_browser_gets_the_page()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync("instances", request => request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.Vary.ShouldContain("Accept");
    }

    [Fact]
    public async Task A_state_is_a_file_of_its_own()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync($"instances/{HostileSeed.HugeId}/state.json");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Length.ShouldBeGreaterThan(1_000_000);
    }

    private static Task<DashboardHost> StartAsync() => DashboardHost.StartAsync(HostKind.ApiOnly, new HostSetup { World = new FakeWorld(new ManualTime()) });

    private static void AcceptJson(HttpRequestMessage request) => request.Headers.Accept.ParseAdd("application/json");

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
