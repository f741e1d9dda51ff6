using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class QuarantineTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_listed_released_and_discarded_with_who_and_why_in_the_audit()
    {
        await using var host = await ApiHost.StartAsync();
        var (released, discarded) = (await QuarantineAsync(host), await QuarantineAsync(host));

        var items = (await host.ReadAsync("/quarantine?kind=timer"))["items"]!.AsArray();
        items.Count.ShouldBe(2);
        var item = items.Single(item => item!["id"]!.GetValue<Guid>() == released.Id)!;
        (Text(item, "kind"), Text(item, "reason"), item["tryCount"]!.GetValue<int>(), item["subjectId"]!.GetValue<Guid>()).ShouldBe(("Timer", "Invalid URI.", 5, released.SubjectId));
        (await host.ReadAsync("/quarantine?kind=event"))["items"]!.AsArray().ShouldBeEmpty();

        using var release = await host.PostAsync($"/quarantine/{released.Id}/release", new { actor = "ann", reason = "repaired" });
        (await release.ShouldSucceedAsync())["subjectId"]!.GetValue<Guid>().ShouldBe(released.SubjectId);
        using var discard = await host.PostAsync($"/quarantine/{discarded.Id}/discard", new { actor = "bob" });
        await discard.ShouldSucceedAsync();

        (await host.ReadAsync("/quarantine"))["items"]!.AsArray().ShouldBeEmpty();
        await using var scope = host.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<IWorkflowInsights>().ListAuditAsync(cancellationToken: Canceled)).Items
            .Select(entry => $"{entry.Operation} by {entry.Actor}: {entry.Reason} {entry.Outcome}")
            .ShouldBe([$"Discard by bob:  Timer {discarded.SubjectId}: Invalid URI.", $"Release by ann: repaired Timer {released.SubjectId}: Invalid URI."]);
    }

    [Fact]
    public async Task What_is_not_in_quarantine_is_not_found_and_an_instance_is_not_discarded()
    {
        await using var host = await ApiHost.StartAsync();
        using var missing = await host.PostAsync($"/quarantine/{Guid.NewGuid()}/release", new { });
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var instance = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        var row = await QuarantineAsync(host, new PoisonRow(WorkflowQuarantineKind.Instance, instance));
        using var refused = await host.PostAsync($"/quarantine/{row.Id}/discard", new { actor = "ann" });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await host.ReadAsync($"/quarantine?instanceId={instance}"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    private static async Task<PoisonRow> QuarantineAsync(ApiHost host, PoisonRow? row = null)
    {
        var message = new ScheduledMessage { Id = Guid.NewGuid(), DueAt = DateTimeOffset.MaxValue.AddDays(-1), Destination = "nonsense", Body = "{}", ContentType = "application/json" };
        await host.Services.GetRequiredService<IWorkflowStore>().ScheduleAsync(message, Canceled);
        row ??= new PoisonRow(WorkflowQuarantineKind.Timer, message.Id);
        for (var count = 0; count < QuarantineRules.MaxTries; count++)
            await host.Services.GetRequiredService<IQuarantineStore>().NoteAsync(row with { Reason = "Invalid URI." }, new DateTimeOffset(2026, 1, 1, count, 0, 0, TimeSpan.Zero), Canceled);

        return row;
    }

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
