using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Postgres;
using Workflows.Queries;
using static Workflows.Contracts.WorkflowStatus;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>
/// Whatever people ask over many instances is answered by index, and by a part of one: no table and no index is read whole. Read off the server's own statistics.
/// </summary>
public sealed class InsightPlanTests(CountedDatabase database) : IClassFixture<CountedDatabase>
{
    private const int RowCount = 100_000;

    /// <summary>All questions together read less than twice as many rows as there are: one that read them all would be seen.</summary>
    private const long MostRead = RowCount * 2L;

    private static readonly DateTimeOffset _start = DateTimeOffset.UnixEpoch;

    private static readonly WorkflowSearch[] _searches =
    [
        new(),
        new() { Order = WorkflowSearchOrder.OldestFirst },
        new() { Filter = new() { Statuses = [Faulted] } },
        new() { Filter = new() { Statuses = [Paused, Compensating, Failed] } },
        new() { Filter = new() { Workflow = "w-3" } },
        new() { Filter = new() { Workflow = "nobody" } },
        new() { Filter = new() { Workflow = "w-3", Version = 2 } },
        new() { Filter = new() { Version = 9 } },
        new() { Filter = new() { Workflow = "w-3", Statuses = [Faulted] } },
        new() { Filter = new() { Key = "key-77777" } },
        new() { Filter = new() { Key = "key-7777*" } },
        new() { Filter = new() { Tags = new Dictionary<string, string> { ["tenant"] = "t-777" } } },
        new() { Filter = new() { Tags = new Dictionary<string, string> { ["tenant"] = "nobody" } } },
        new() { Filter = new() { CreatedFrom = _start.AddSeconds(50_000), CreatedBefore = _start.AddSeconds(50_100) } },
        new() { Text = "KEY-777" },
        new() { Text = "shelf empty" },
        new() { Text = "t-777" },
        new() { Text = "0a1b2c3d-4e5f" },
        new() { Node = "pick" },
        new() { Node = "nowhere" },
        new() { WaitingFor = "Shop.ParcelDelivered" },
        new() { Fingerprint = "f-3" },
        new() { Fingerprint = "f-3", Cutoff = _start.AddDays(1) },
        new() { UnchangedSince = _start.AddDays(-1) },
        new() { Cutoff = _start.AddSeconds(50_000), Filter = new() { Statuses = [Waiting] } },
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WorkflowInstances Instances => new(database.Services.GetRequiredService<ISearchStore>());

    private WorkflowInsights Insights => new(database.Services.GetRequiredService<IInsightStore>(), database.Services.GetRequiredService<IAuditStore>(), TimeProvider.System);

    [Fact]
    public async Task No_question_reads_a_table_whole()
    {
        await FillAsync();
        var before = await ReadsAsync();

        foreach (var ask in Questions())
            await ask();

        var after = await ReadsAsync();
        after.WholeTables.ShouldBe(before.WholeTables);
        (after.Entries - before.Entries).ShouldBeLessThan(MostRead);
    }

    /// <summary>An index would list all of them before the first is counted. The share of many is known from a sample.</summary>
    [Fact]
    public async Task Rows_with_a_tag_that_many_carry_are_counted_as_far_as_the_cap()
    {
        await FillAsync();
        var search = new WorkflowSearch { Filter = new() { Tags = new Dictionary<string, string> { ["shade"] = "dark" } } };
        var before = await LookedAtAsync();

        var counts = await Instances.CountByStatusAsync(search, 1_000, Token);

        counts.Values.ShouldAllBe(count => count.IsCapped);
        counts.Values.Sum(count => count.Count).ShouldBeGreaterThan(1_000);
        (await LookedAtAsync() - before).ShouldBeLessThan(RowCount / 10);
    }

    private IEnumerable<Func<Task>> Questions()
    {
        foreach (var search in _searches)
        {
            yield return async () => await Instances.SearchAsync(search, (await Instances.SearchAsync(search, cancellationToken: Token)).Next, cancellationToken: Token);
            yield return () => Instances.CountByStatusAsync(search, 1_000, Token);
            yield return () => Instances.ListIdsAsync(search, cancellationToken: Token);
        }

        yield return () => Insights.CountOpenAsync(Token);
        yield return () => Insights.CountByNodeAsync("w-3", 1, Token);
        yield return () => Insights.GetRatesAsync(TimeProvider.System.GetUtcNow().AddHours(-1), TimeSpan.FromHours(1), Token);
        yield return () => Insights.ListFailuresAsync(cancellationToken: Token);
        yield return () => Insights.GetFailureAsync("f-3", Token);
        yield return () => Insights.ListWaitsAsync(cancellationToken: Token);
        yield return () => Insights.ListWaitsAsync(new WorkflowWaitFilter { Workflow = "nobody" }, cancellationToken: Token);
        yield return () => Insights.ListTimersAsync(cancellationToken: Token);
        yield return () => Insights.ListUnmatchedEventsAsync(cancellationToken: Token);
        yield return () => Insights.ListAuditAsync(cancellationToken: Token);
        yield return () => Insights.ListAuditAsync(new WorkflowAuditFilter { Actor = "ann" }, cancellationToken: Token);
        yield return () => Insights.ListAuditAsync(new WorkflowAuditFilter { Actor = "b*", Operation = "Start" }, cancellationToken: Token);
        yield return () => Insights.ListAuditAsync(new WorkflowAuditFilter { InstanceId = Guid.NewGuid() }, cancellationToken: Token);
        yield return () => Insights.ListAuditAsync(new WorkflowAuditFilter { JobId = Guid.NewGuid() }, cancellationToken: Token);
    }

    /// <summary>One of fifty faulted, one waiting, one running; the others have completed, a day ago.</summary>
    private async Task FillAsync()
    {
        var tables = StoreTables.In(CountedDatabase.Schema);
        if (await database.ReadStatisticsAsync($"SELECT EXISTS (SELECT FROM {tables.Instances})") == "True")
            return;

        await database.ExecuteAsync(
            $$$"""
            INSERT INTO {{{tables.Instances}}} (instance_id, workflow, version, status, revision, key, key_folded, tags, created_at, updated_at, finished_at, current_node,
                waiting_for, error_type, error_message, state, execution)
            SELECT gen_random_uuid(), 'w-' || n % 10, 1 + n % 2, s, 1, 'key-' || n, 'key-' || n, jsonb_build_object('tenant', 't-' || n % 1000, 'shade', CASE n % 3 WHEN 0 THEN 'dark' ELSE 'light' END),
                timestamptz 'epoch' + n * interval '1 second', timestamptz 'epoch', CASE WHEN s = 6 THEN now() - interval '1 day' END, CASE WHEN s < 6 THEN 'pick' END,
                CASE WHEN s = 2 THEN 'Shop.ParcelDelivered' END, CASE WHEN s = 4 THEN 'Shop.ShelfEmpty' END, CASE WHEN s = 4 THEN 'shelf is empty' END,
                '{}', json_build_object('padding', repeat('x', 500))
            FROM generate_series(1, {{{RowCount}}}) AS n CROSS JOIN LATERAL (SELECT CASE n % 50 WHEN 0 THEN 4 WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE 6 END) AS k(s);
            INSERT INTO {{{tables.Tokens}}} (instance_id, token, workflow, version, created_at, node, state, status, since, waiting_for, fingerprint, error_type, error_message)
            SELECT instance_id, 1, workflow, version, created_at, current_node, CASE status WHEN 4 THEN 6 ELSE 4 END, status, timestamptz 'epoch', waiting_for,
                CASE WHEN status = 4 THEN 'f-' || substring(key FROM 5)::int % 7 END, error_type, error_message
            FROM {{{tables.Instances}}} WHERE status IN (2, 4);
            INSERT INTO {{{tables.Journal}}} (instance_id, sequence, at, kind, actor)
            SELECT instance_id, 1, created_at, 'WorkflowStarted', CASE WHEN revision = 1 AND version = 1 THEN (ARRAY['ann', 'bob'])[1 + status % 2] END FROM {{{tables.Instances}}};
            INSERT INTO {{{tables.Timers}}} (timer_id, due_at, instance_id, workflow, version)
            SELECT gen_random_uuid(), created_at, instance_id, workflow, version FROM {{{tables.Instances}}};
            """);
        foreach (var table in new[] { tables.Instances, tables.Tokens, tables.Journal, tables.Timers, tables.Audit })
            await database.ExecuteAsync($"VACUUM ANALYZE {table}");
    }

    private async Task<(long WholeTables, long Entries)> ReadsAsync()
    {
        var line = (await database.ReadStatisticsAsync(
            $"""
            SELECT (SELECT sum(seq_scan) FROM pg_stat_user_tables WHERE schemaname = '{CountedDatabase.Schema}' AND relname IN ('instances', 'tokens', 'journal', 'timers', 'audit')),
                sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = '{CountedDatabase.Schema}'
            """)).Split(" | ");
        return (Number(line[0]), Number(line[1]));
    }

    /// <summary>Rows of the instances that were read in any way.</summary>
    private async Task<long> LookedAtAsync() => Number(await database.ReadStatisticsAsync(
        $"SELECT seq_tup_read + idx_tup_fetch + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes AS i WHERE i.relid = t.relid)::bigint FROM pg_stat_user_tables AS t WHERE relid = '{CountedDatabase.Schema}.instances'::regclass"));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
