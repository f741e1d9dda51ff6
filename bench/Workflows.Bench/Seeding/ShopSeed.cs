using Npgsql;

namespace Workflows.Bench.Seeding;

/// <summary>Fills the tables of a schema, which are there and in use by nobody.</summary>
internal sealed class ShopSeed(NpgsqlDataSource source, string schema)
{
    /// <param name="instances">How many.</param>
    /// <param name="entries">Entries of their journals, together.</param>
    /// <param name="onlyEnded">Whether none of them lives: no timers, no waits.</param>
    /// <param name="step">Is told what is done, and does it.</param>
    public async Task FillAsync(int instances, int entries, bool onlyEnded, Func<string, Func<Task>, Task> step)
    {
        var indexes = new TableIndexes(source, schema);
        await indexes.DropAsync();
        await FillCatalogAsync();
        await step("instances", () => Sql.RunAsync(source, SeedSql.Instances(schema, instances, entries, onlyEnded)));
        await step("journal", () => Sql.RunAsync(source, SeedSql.Journal(schema)));
        await step("timers, subscriptions, audit", () => Sql.RunAsync(source, SeedSql.Rest(schema)));
        await step("indexes", indexes.RebuildAsync);
        await step("statistics", VacuumAsync);
    }

    private async Task FillCatalogAsync()
    {
        await Sql.RunAsync(source, SeedSql.Catalog(schema));
        var low = 0;
        foreach (var workflow in SeedCatalog.Workflows)
        {
            await Sql.RunAsync(source, $"INSERT INTO {schema}.seed_workflows VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                Value(low), Value(low + workflow.Share), Value(workflow.Name), Value(workflow.Version), Value(workflow.IsOld), Value(workflow.Nodes), Value(workflow.Wait), Value(workflow.EventType),
                Value(SeedCatalog.Failures.Count(failure => failure.Workflow == workflow.Name)));
            low += workflow.Share;
        }

        foreach (var failures in SeedCatalog.Failures.GroupBy(failure => failure.Workflow))
        {
            foreach (var (place, failure) in failures.Index())
            {
                await Sql.RunAsync(source, $"INSERT INTO {schema}.seed_failures VALUES ($1, $2, $3, $4, $5, $6)",
                    Value(place), Value(failure.Workflow), Value(failure.Node), Value(failure.ErrorType), Value(failure.Message), Value(failure.Fingerprint));
            }
        }
    }

    /// <summary>One after the other: a vacuum stands in no transaction.</summary>
    private async Task VacuumAsync()
    {
        foreach (var table in new[] { "instances", "journal", "timers", "subscriptions", "audit" })
            await Sql.RunAsync(source, $"VACUUM (ANALYZE, FREEZE) {schema}.{table}");
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
