using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Postgres;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>Lists and counts over many instances find their rows by index. Read off the server's own statistics: no table was read whole.</summary>
public sealed class QueryPlanTests(CountedDatabase database) : IClassFixture<CountedDatabase>
{
    private const int RowCount = 100_000;

    private static readonly WorkflowFilter[] _filters =
    [
        new(),
        new() { Statuses = [WorkflowStatus.Faulted] },
        new() { Workflow = "w-3" },
        new() { Key = "key-77777" },
        new() { Key = "key-7777*" },
        new() { Tags = new Dictionary<string, string> { ["tenant"] = "t-777" } },
        new() { CreatedFrom = DateTimeOffset.UnixEpoch.AddSeconds(50_000), CreatedBefore = DateTimeOffset.UnixEpoch.AddSeconds(50_100) },
    ];

    private IWorkflowStore Store => database.Services.GetRequiredService<IWorkflowStore>();

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_list_reads_the_whole_table()
    {
        await FillAsync();
        var before = await ScansAsync();

        var queryCount = 0;
        foreach (var filter in _filters)
        {
            // Repeated, so that the server also makes its general plan for it.
            for (var round = 0; round < 8; round++)
            {
                var first = await Store.ListAsync(filter, null, 20, Canceled);
                first.ShouldNotBeEmpty();
                await Store.ListAsync(filter, new ListCursor(first[^1].CreatedAt, first[^1].InstanceId), 20, Canceled);
                queryCount += 2;
            }
        }

        await Store.FindByKeyAsync("w-7", "key-77777", Canceled);

        var after = await ScansAsync();
        after.ByIndex.ShouldBeGreaterThanOrEqualTo(before.ByIndex + queryCount);
        after.Whole.ShouldBe(before.Whole);
    }

    private async Task FillAsync()
    {
        var instances = StoreTables.In(CountedDatabase.Schema).Instances;
        await database.ExecuteAsync(
            $$$"""
            INSERT INTO {{{instances}}} (instance_id, workflow, version, status, revision, key, key_folded, tags, created_at, updated_at, state, execution)
            SELECT gen_random_uuid(), 'w-' || n % 10, 1, CASE WHEN n % 50 = 0 THEN 4 ELSE 6 END, 1, 'key-' || n, 'key-' || n, jsonb_build_object('tenant', 't-' || n % 1000),
                timestamptz 'epoch' + n * interval '1 second', timestamptz 'epoch', '{}', json_build_object('padding', repeat('x', 500))
            FROM generate_series(1, {{{RowCount}}}) AS n
            """);
        await database.ExecuteAsync($"VACUUM ANALYZE {instances}");
    }

    private async Task<(long Whole, long ByIndex)> ScansAsync()
    {
        var line = (await database.ReadStatisticsAsync($"SELECT seq_scan, idx_scan FROM pg_stat_user_tables WHERE relid = '{CountedDatabase.Schema}.instances'::regclass")).Split(" | ");
        return (long.Parse(line[0], CultureInfo.InvariantCulture), long.Parse(line[1], CultureInfo.InvariantCulture));
    }
}
