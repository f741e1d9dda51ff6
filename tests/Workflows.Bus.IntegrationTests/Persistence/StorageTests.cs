using System.Globalization;
using Workflows.Engine;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>What a commit does to the pages below.</summary>
public sealed class StorageTests(TestSchema schema) : IClassFixture<TestSchema>
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_state_that_did_not_change_is_not_written_again()
    {
        var store = await schema.EmptyStoreAsync();
        var random = new Random(7);
        var started = Parcels.Start();
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(_ => (char)random.Next('a', 'z')));
        started = started with { Instance = started.Instance with { State = $$"""{"Number":"1","Text":"{{text}}"}""" } };
        await store.CommitAsync([started], Canceled);
        var before = await ToastAsync();
        before.Count.ShouldBe(1);

        var failed = started.StepFailed();
        await store.CommitAsync([failed], Canceled);
        await store.CommitAsync([failed.Elapsed()], Canceled);

        (await store.LoadAsync([started.Instance.Id], Canceled))[0]!.Revision.ShouldBe(3);
        (await ToastAsync()).ShouldBe(before);
    }

    /// <summary>A row whose indexed columns stay the same is updated in its page. The status changes when an instance comes to rest or ends, stale_at in grains, the others with the status or an error.</summary>
    [Fact]
    public async Task No_index_has_to_do_with_a_column_that_changes_with_every_step()
    {
        var indexed = await TestSchema.ReadAsync(
            $"""
            SELECT DISTINCT a.attname FROM pg_index AS x
            LEFT JOIN pg_depend AS d ON d.objid = x.indexrelid AND d.refobjid = x.indrelid
            JOIN pg_attribute AS a ON a.attrelid = x.indrelid AND (a.attnum = d.refobjsubid OR a.attnum = ANY (x.indkey)) AND a.attnum > 0
            WHERE x.indrelid = '{schema.Name}.instances'::regclass ORDER BY 1
            """);

        indexed.ShouldBe(
        [
            "created_at", "error_type", "finished_at", "instance_id", "key", "key_folded", "stale_at", "status", "tags", "version", "workflow",
        ]);
    }

    [Fact]
    public async Task An_instance_that_goes_on_running_is_updated_in_its_page()
    {
        // The server counts with delay: what another test did would be counted here.
        await using var own = new TestSchema();
        await own.InitializeAsync();
        var started = Parcels.Start(at: Parcels.Noon.AddSeconds(10));
        var token = started.Instance.CurrentToken!;
        var running = started.Then(new StepStartedTrigger(token.Id, token.Attempt, "worker-1", started.Instance.UpdatedAt));
        await own.Store.CommitAsync([started], Canceled);
        await own.Store.CommitAsync([running], Canceled);

        (long All, long InPage) updates = default;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (; updates.All == 0; updates = await UpdatesAsync(own.Name))
            patience.Token.ThrowIfCancellationRequested();

        updates.ShouldBe((1, 1));
    }

    private static async Task<(long All, long InPage)> UpdatesAsync(string schema)
    {
        var line = (await TestSchema.ReadAsync($"SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relid = '{schema}.instances'::regclass"))[0].Split(" | ");
        return (long.Parse(line[0], CultureInfo.InvariantCulture), long.Parse(line[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Number and writers of the pieces that large values are kept in.</summary>
    private async Task<IReadOnlyList<string>> ToastAsync()
    {
        var table = (await TestSchema.ReadAsync($"SELECT reltoastrelid::regclass::text FROM pg_class WHERE oid = '{schema.Name}.instances'::regclass"))[0];
        return await TestSchema.ReadAsync($"SELECT chunk_id, xmin, count(*) FROM {table} GROUP BY 1, 2");
    }
}
