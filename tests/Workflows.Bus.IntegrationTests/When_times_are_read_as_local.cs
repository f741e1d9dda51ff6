using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;

namespace Workflows.IntegrationTests;

/// <summary>
/// The machines of an application are in different zones, and it has set <c>Npgsql.EnableLegacyTimestampBehavior</c>, for which each reads times in its own. Workflows know
/// nothing of zones.
/// </summary>
[Collection(SampleCollection.Name)]
public sealed partial class When_times_are_read_as_local
{
    private static readonly string[] _lists = ["/api/workflows", "/api/workflows/definitions", "/api/workflows/installation", "/workflows", "/workflows/instances", "/workflows/waits", "/workflows/definitions"];

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_take_their_store_for_the_same_and_all_times_are_in_utc()
    {
        await using var database = await TestDatabase.CreateAsync();
        var instances = InstanceView.Of(database.ConnectionString, "workflows");
        await using var pair = await SamplePair.StartAsync(database.ConnectionString, "America/New_York", "Asia/Tokyo");
        await ShouldFindNothingAsync(pair.Any);
        await ShouldFindNothingAsync(pair.Other);

        var user = await pair.Any.SignUpAsync("ada");
        await Eventually.HoldsAsync(async () => (await instances.ListAsync("Onboarding")).Count == 1, () => Task.FromResult(pair.Output));
        var id = (await instances.ListAsync("Onboarding"))[0].InstanceId;
        await instances.ReachesAsync(id, "confirmation", WorkflowTokenState.Waiting);
        await ShouldTellTimesInUtcAsync(pair, id);

        await pair.Other.ConfirmAsync(user);
        await instances.CompletesAsync(id);
        await ShouldTellTimesInUtcAsync(pair, id);
        pair.Output.ShouldNotContain("Expected messages of the store of this process");
    }

    /// <summary>What could not be found out in time, on a busy machine, is found out within a minute.</summary>
    private static async Task ShouldFindNothingAsync(SampleProcess process)
    {
        var findings = "";
        await Eventually.HoldsAsync(
            async () => (findings = (await process.Http.GetFromJsonAsync<JsonElement>("/api/workflows/installation", Canceled)).GetProperty("findings").GetRawText()) == "[]",
            () => Task.FromResult(findings));
    }

    private static async Task ShouldTellTimesInUtcAsync(SamplePair pair, Guid id)
    {
        foreach (var path in (string[])[.. _lists, $"/api/workflows/{id}", $"/api/workflows/{id}/journal", $"/workflows/instances/{id}", $"/workflows/instances/{id}?tab=journal"])
        {
            await ShouldTellTimesInUtcAsync(pair.Any.Http, path, "application/json");
            await ShouldTellTimesInUtcAsync(pair.Other.Http, path, path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : "text/html");
        }
    }

    private static async Task ShouldTellTimesInUtcAsync(HttpClient http, string path, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(type);
        using var response = await http.SendAsync(request, Canceled);
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Canceled);
        var times = Time().Matches(text).Select(time => time.Value).ToArray();
        times.ShouldNotBeEmpty($"{path} as {type}");
        times.Where(time => !time.EndsWith('Z') && !time.EndsWith("+00:00", StringComparison.Ordinal)).ShouldBeEmpty($"{path} as {type}");
    }

    [GeneratedRegex("""(?<=")\d{4}-\d\d-\d\dT[^"]*(?=")""")]
    private static partial Regex Time();
}
