using Npgsql;
using Workflows.Persistence.Postgres;
using Workflows.Persistence.Postgres.Bulk;
using Workflows.Persistence.Postgres.Commit;
using Workflows.Persistence.Postgres.Events;
using Workflows.Persistence.Postgres.Sessions;
using Workflows.Persistence.Postgres.Timers;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>
/// The plans of the prepared statements enter every table by an index, whatever the statistics say: a plan is made once, perhaps while the
/// table was empty, and used for as long as its connection lives.
/// </summary>
public sealed class StatementPlanTests(TestSchema schema) : IClassFixture<TestSchema>
{
    private const int RowCount = 100_000;

    private StoreTables Tables => StoreTables.In(schema.Name);

    [Fact]
    public async Task They_enter_tables_by_index_when_prepared_on_empty_and_on_large_tables()
    {
        await schema.EmptyStoreAsync();
        await TestSchema.ExecuteAsync($"ANALYZE {Tables.Instances}, {Tables.Journal}, {Tables.Timers}, {Tables.Subscriptions}, {Tables.ParkedEvents}, {Tables.BulkJobs}, {Tables.BulkRows}");
        await using var prepared = await PrepareAsync();
        await CheckAsync(prepared);

        await FillAsync();
        await CheckAsync(prepared);
        await CheckNewAsync();

        await TestSchema.ExecuteAsync($"ANALYZE {Tables.Instances}, {Tables.Journal}, {Tables.Timers}, {Tables.Subscriptions}, {Tables.ParkedEvents}, {Tables.BulkJobs}, {Tables.BulkRows}");
        await CheckAsync(prepared);
        await CheckNewAsync();
    }

    private async Task CheckNewAsync()
    {
        await using var session = await PrepareAsync();
        await CheckAsync(session);
    }

    private static async Task CheckAsync(Session session)
    {
        var commit = await PlanAsync(session, "commit");
        commit.ShouldContain("Index Scan using pk_instances");
        commit.ShouldContain("Index Scan using pk_timers");
        commit.ShouldMatch("Index (Only )?Scan using pk_subscriptions");
        commit.ShouldContain("Tid Scan on subscriptions");

        (await PlanAsync(session, "load")).ShouldContain("Index Scan using pk_instances");
        (await PlanAsync(session, "take")).ShouldContain("Index Scan using ix_timers_due_at");
        (await PlanAsync(session, "subscribers")).ShouldMatch("Index (Only )?Scan using pk_subscriptions");
        var takers = await PlanAsync(session, "takers");
        takers.ShouldContain("Index Scan using ix_journal_event_taken");
        takers.ShouldContain("Index Scan using pk_instances");
        (await PlanAsync(session, "parked")).ShouldContain("Index Scan using pk_parked_events");
        (await PlanAsync(session, "purge")).ShouldContain("Index Scan using ix_parked_events_expires_at");
        var claim = await PlanAsync(session, "claim");
        claim.ShouldContain("Index Scan using pk_instances");
        claim.ShouldContain("Index Scan using ix_instances_stale_at");
        var batch = await PlanAsync(session, "take_batch");
        batch.ShouldContain("Index Scan using pk_bulk_jobs");
        batch.ShouldContain("Index Scan using ix_bulk_jobs_next_at");
        (await PlanAsync(session, "read_batch")).ShouldContain("using ix_bulk_rows_outcome");
        var record = await PlanAsync(session, "record_batch");
        record.ShouldContain("Index Scan using pk_bulk_jobs");
        record.ShouldContain("Index Scan using pk_bulk_rows");
    }

    private static async Task<string> PlanAsync(Session session, string name)
    {
        var arguments = (await TestSchema.ReadAsync(session.Connection, $"SELECT array_to_string(parameter_types, '|') FROM pg_prepared_statements WHERE name = '{name}'"))[0];
        var values = string.Join(", ", arguments.Split('|').Select(type => $"NULL::{type}"));
        var plan = string.Join('\n', await TestSchema.ReadAsync(session.Connection, $"EXPLAIN (COSTS OFF) EXECUTE {name}({values})"));
        plan.ShouldNotContain("Seq Scan");
        plan.ShouldNotContain("Merge Join");
        return plan;
    }

    private async Task<Session> PrepareAsync()
    {
        var session = await Session.OpenAsync(new NpgsqlConnection($"{Services.PostgresConnectionString};Pooling=false"), 0, TestContext.Current.CancellationToken);
        var sql = new CommitSql(Tables, new CommitRows(), (CommitShape)byte.MaxValue);
        var text = sql.Build(new NpgsqlParameter<int>());
        await PrepareAsync(session, "commit", string.Join(", ", sql.Parameters.Select(parameter => parameter.DataTypeName)), text);
        await PrepareAsync(session, "load", "uuid[]", LoadStatement.Sql(Tables));
        await PrepareAsync(session, "take", "timestamptz, integer", DueTimersStatement.TakeSql(Tables));
        await PrepareAsync(session, "subscribers", "text, text[], text[]", SubscribersStatement.Sql(Tables));
        await PrepareAsync(session, "takers", "text, uuid", TakersStatement.Sql(Tables));
        await PrepareAsync(session, "parked", "text, text[], text[]", ParkedStatement.Sql(Tables));
        await PrepareAsync(session, "purge", "timestamptz", PurgeStatement.Sql(Tables));
        await PrepareAsync(session, "claim", "timestamptz, timestamptz, integer", ClaimStaleStatement.Sql(Tables));
        await PrepareAsync(session, "take_batch", "timestamptz, timestamptz, integer", TakeBatchStatement.TakeSql(Tables));
        await PrepareAsync(session, "read_batch", "uuid, integer", TakeBatchStatement.ReadSql(Tables));
        await PrepareAsync(session, "record_batch", "uuid, bigint, timestamptz, timestamptz, integer, integer, integer[], text[]", RecordBatchStatement.Sql(Tables));
        return session;
    }

    private static async Task PrepareAsync(Session session, string name, string types, string sql)
    {
        await using var command = new NpgsqlCommand($"PREPARE {name} ({types}) AS {sql}", session.Connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task FillAsync() => TestSchema.ExecuteAsync(
        $$"""
        INSERT INTO {{Tables.Instances}} (instance_id, workflow, version, status, revision, created_at, updated_at, stale_at, state, execution)
        SELECT gen_random_uuid(), 'w', 1, 1, 1, now(), now(), now(), '{}', '{}' FROM generate_series(1, {{RowCount}});
        INSERT INTO {{Tables.Timers}} (timer_id, due_at, instance_id, workflow, version)
        SELECT gen_random_uuid(), now() + n * interval '1 second', instance_id, 'w', 1 FROM (SELECT instance_id, row_number() OVER () AS n FROM {{Tables.Instances}}) AS i;
        INSERT INTO {{Tables.Subscriptions}} (workflow, wait, key, instance_id, event_type) SELECT 'w', 'wait', instance_id::text, instance_id, 'E' FROM {{Tables.Instances}};
        INSERT INTO {{Tables.ParkedEvents}} (event_id, workflow, wait, key, event_type, body, received_at, expires_at, is_offered)
        SELECT instance_id, 'w', 'wait', instance_id::text, 'E', '{}', now(), now(), false FROM {{Tables.Instances}};
        INSERT INTO {{Tables.BulkJobs}} (job_id, created_at, operation, total_count, status, taken_count, done_count, refused_count, fence, attempt, next_at)
        SELECT gen_random_uuid(), now(), 0, 10, 0, 0, 0, 0, 0, 0, CASE WHEN n % 100 = 0 THEN now() END FROM generate_series(1, {{RowCount}} / 10) AS n;
        INSERT INTO {{Tables.BulkRows}} (job_id, position, instance_id, outcome) SELECT job_id, n, gen_random_uuid(), n % 3 FROM {{Tables.BulkJobs}}, generate_series(1, 10) AS n;
        """);
}
