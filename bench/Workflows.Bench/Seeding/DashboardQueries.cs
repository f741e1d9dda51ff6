using Workflows.Contracts;
using static Workflows.Contracts.WorkflowStatus;

namespace Workflows.Bench.Seeding;

/// <summary>Every question that a page of the dashboard asks, with the filters that it offers.</summary>
internal sealed class DashboardQueries(SeededStore store, DateTimeOffset now)
{
    /// <summary>Where the page stops counting.</summary>
    private const int CountCap = 5_000;

    /// <summary>The instance with ten thousand entries.</summary>
    private static readonly Guid _long = new("2a6e6800-2de3-e588-4759-7d2bab804fb3");

    public IEnumerable<(string Name, Func<Task> Ask)> All() => [.. Searches(), .. Counts(), .. OneInstance(), .. Insights()];

    private IEnumerable<(string Name, WorkflowSearch Search)> Filters()
    {
        yield return ("no filter", new());
        yield return ("no filter, oldest first", new() { Order = WorkflowSearchOrder.OldestFirst });
        yield return ("status Faulted", With(new() { Statuses = [Faulted] }));
        yield return ("status Compensating (none)", With(new() { Statuses = [Compensating] }));
        yield return ("statuses Paused, Pending, Failed", With(new() { Statuses = [Paused, Pending, Failed] }));
        yield return ("workflow", With(new() { Workflow = "Invoicing" }));
        yield return ("rare workflow", With(new() { Workflow = "Audit" }));
        yield return ("unknown workflow", With(new() { Workflow = "Nobody" }));
        yield return ("workflow, old version", With(new() { Workflow = "Onboarding", Version = 1 }));
        yield return ("rare workflow, rare status", With(new() { Workflow = "Audit", Statuses = [Paused] }));
        yield return ("version alone", With(new() { Version = 7 }));
        yield return ("key", With(new() { Key = "order-77777" }));
        yield return ("beginning of key, 11 rows", With(new() { Key = "user-7777*" }));
        yield return ("beginning of key, most rows", With(new() { Key = "user-*" }));
        yield return ("beginning of key, oldest rows", With(new() { Key = "order-1*", CreatedBefore = now.AddDays(-25) }));
        yield return ("tag, 2,000 rows", With(new() { Tags = Tag("tenant", "tenant-77") }));
        yield return ("tag, a third of the rows", With(new() { Tags = Tag("region", "eu") }));
        yield return ("two tags, a status", With(new() { Tags = new Dictionary<string, string> { ["tenant"] = "tenant-77", ["region"] = "eu" }, Statuses = [Faulted] }));
        yield return ("unknown tag", With(new() { Tags = Tag("tenant", "nobody") }));
        yield return ("accepted in an hour", With(new() { CreatedFrom = now.AddDays(-3), CreatedBefore = now.AddDays(-3).AddHours(1) }));
        yield return ("text: a key in other letters", new() { Text = "ORDER-77777" });
        yield return ("text: beginning of most keys", new() { Text = "user" });
        yield return ("text: words of errors", new() { Text = "card declined" });
        yield return ("text: word that is nowhere", new() { Text = "xyzzy" });
        yield return ("text, a workflow, a status", new() { Text = "refused", Filter = new() { Workflow = "OrderFulfilment", Statuses = [Faulted] } });
        yield return ("node", new() { Node = "CapturePayment" });
        yield return ("node of a workflow", new() { Node = "approval", Filter = new() { Workflow = "OrderFulfilment" } });
        yield return ("unknown node", new() { Node = "nowhere" });
        yield return ("event type", new() { WaitingFor = "Shop.Contracts.ApprovalGiven" });
        yield return ("rare event type", new() { WaitingFor = "Shop.Contracts.ReportSigned" });
        yield return ("failure", new() { Fingerprint = SeedCatalog.Failures[4].Fingerprint });
        yield return ("failure, frozen", new() { Fingerprint = SeedCatalog.Failures[4].Fingerprint, Cutoff = now });
        yield return ("unchanged for an hour", new() { UnchangedSince = now.AddHours(-1) });
        yield return ("stuck: Running, unchanged", new() { UnchangedSince = now.AddMinutes(-30), Filter = new() { Statuses = [Running, Compensating] }, Order = WorkflowSearchOrder.OldestFirst });
        yield return ("frozen, a status", new() { Cutoff = now, Filter = new() { Statuses = [Waiting] } });
    }

    private IEnumerable<(string Name, Func<Task> Ask)> Searches()
    {
        foreach (var (name, search) in Filters())
            yield return ($"list: {name}", () => store.Instances.SearchAsync(search));

        yield return ("list: third page, and back", async () =>
        {
            var first = await store.Instances.SearchAsync(new WorkflowSearch { Filter = new() { Workflow = "Onboarding" } });
            var second = await store.Instances.SearchAsync(new WorkflowSearch { Filter = new() { Workflow = "Onboarding" } }, first.Next);
            await store.Instances.SearchAsync(new WorkflowSearch { Filter = new() { Workflow = "Onboarding" } }, second.Previous);
        }
        );
        yield return ("ids: 1,000 of a frozen status", () => store.Instances.ListIdsAsync(new WorkflowSearch { Cutoff = now, Filter = new() { Statuses = [Waiting] } }, limit: 1_000));
    }

    private IEnumerable<(string Name, Func<Task> Ask)> Counts() =>
        Filters().Select(filter => ($"counts: {filter.Name}", (Func<Task>)(() => store.Instances.CountByStatusAsync(filter.Search, CountCap))));

    private IEnumerable<(string Name, Func<Task> Ask)> OneInstance()
    {
        yield return ("instance: details", () => store.GetAsync(_long));
        yield return ("instance: latest 200 of 10,000 entries", () => store.Instances.SearchJournalAsync(_long, new WorkflowJournalSearch { LatestFirst = true }));
        yield return ("instance: timeline, 1,000 entries", () => store.Instances.SearchJournalAsync(_long, new WorkflowJournalSearch { LatestFirst = true }, limit: 1_000));
        yield return ("instance: text in its journal", () => store.Instances.SearchJournalAsync(_long, new WorkflowJournalSearch { Text = "xyzzy" }));
        yield return ("instance: kinds in its journal", () => store.Instances.SearchJournalAsync(_long, new WorkflowJournalSearch { Kinds = ["StepFailed", "WorkflowFaulted"] }));
        yield return ("instance: state at entry 9,999", () => store.Instances.GetStateAtAsync(_long, 9_999));
    }

    private IEnumerable<(string Name, Func<Task> Ask)> Insights()
    {
        var failure = SeedCatalog.Failures[4].Fingerprint;
        yield return ("change mark", () => store.Insights.GetChangeMarkAsync());
        yield return ("open instances", () => store.Insights.CountOpenAsync());
        yield return ("instances at nodes", () => store.Insights.CountByNodeAsync("OrderFulfilment", 4));
        yield return ("rates of a day, as one", () => store.Insights.GetRatesAsync(now.AddDays(-1), TimeSpan.FromDays(1)));
        yield return ("rates of a day, by hour", () => store.Insights.GetRatesAsync(now.AddDays(-1), TimeSpan.FromHours(1)));
        yield return ("failures", () => store.Insights.ListFailuresAsync());
        yield return ("failures of a workflow", () => store.Insights.ListFailuresAsync(new WorkflowFailureFilter { Workflow = "OrderFulfilment" }));
        yield return ("one failure", () => store.Insights.GetFailureAsync(failure));
        yield return ("waits", () => store.Insights.ListWaitsAsync());
        yield return ("waits for an event type", () => store.Insights.ListWaitsAsync(new WorkflowWaitFilter { EventType = "Shop.Contracts.ApprovalGiven" }));
        yield return ("waits of a rare workflow", () => store.Insights.ListWaitsAsync(new WorkflowWaitFilter { Workflow = "Audit" }));
        yield return ("timers", () => store.Insights.ListTimersAsync());
        yield return ("timers of a rare workflow", () => store.Insights.ListTimersAsync(new WorkflowTimerFilter { Workflow = "Audit" }));
        yield return ("overdue timers", () => store.Insights.ListTimersAsync(new WorkflowTimerFilter { DueBefore = now }));
        yield return ("audit", () => store.Insights.ListAuditAsync());
        yield return ("audit of a person", () => store.Insights.ListAuditAsync(new WorkflowAuditFilter { Actor = "person-7" }));
        yield return ("audit of people", () => store.Insights.ListAuditAsync(new WorkflowAuditFilter { Actor = "person-*" }));
        yield return ("audit of an operation", () => store.Insights.ListAuditAsync(new WorkflowAuditFilter { Operation = "Cancel" }));
        yield return ("audit of an instance", () => store.Insights.ListAuditAsync(new WorkflowAuditFilter { InstanceId = _long }));
        yield return ("audit, a month ago", () => store.Insights.ListAuditAsync(new WorkflowAuditFilter { Before = now.AddDays(-29) }));
    }

    private static WorkflowSearch With(WorkflowFilter filter) => new() { Filter = filter };

    private static Dictionary<string, string> Tag(string name, string value) => new() { [name] = value };
}
