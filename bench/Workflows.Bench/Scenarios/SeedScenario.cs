using System.Diagnostics;
using Npgsql;
using Workflows.Bench.Measuring;
using Workflows.Bench.Seeding;

namespace Workflows.Bench.Scenarios;

/// <summary>Fills a schema with a month of a busy shop, and leaves it there.</summary>
internal sealed class SeedScenario : IScenario
{
    public string Name => "seed";

    public string Description => "fills a schema (--schema, --instances, --entries) for 'queries' and for looking at; it stays";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var (schema, count) = (context.Arguments.Schema, context.Arguments.Instances);
        var watch = Stopwatch.StartNew();
        await StepAsync(watch, "tables", async () =>
        {
            await Sql.RunAsync(context.Source, $"DROP SCHEMA IF EXISTS {schema} CASCADE");
            await WorkflowMigrations.MigrateAsync(context.Services.ConnectionString, schema);
        });
        var indexes = new TableIndexes(context.Source, schema);
        await indexes.DropAsync();
        await FillCatalogAsync(context.Source, schema);
        await StepAsync(watch, "instances", () => Sql.RunAsync(context.Source, SeedSql.Instances(schema, count, context.Arguments.Entries)));
        await StepAsync(watch, "journal", () => Sql.RunAsync(context.Source, SeedSql.Journal(schema)));
        await StepAsync(watch, "timers, subscriptions, audit", () => Sql.RunAsync(context.Source, SeedSql.Rest(schema)));
        await StepAsync(watch, "indexes", indexes.RebuildAsync);
        await StepAsync(watch, "statistics", () => VacuumAsync(context.Source, schema));
        await using var store = SeededStore.Open(context.Services.ConnectionString, schema);
        await store.RegisterAsync(SeedCatalog.Workflows.Select(SeedCatalog.DefinitionOf));
        Console.WriteLine($"Schema '{schema}' is full. Ask it with: queries --schema {schema}");
        return new ScenarioResult { Scenario = Name, Workflows = count, More = new Dictionary<string, double> { ["seconds"] = watch.Elapsed.TotalSeconds } };
    }

    private static async Task FillCatalogAsync(NpgsqlDataSource source, string schema)
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
    private static async Task VacuumAsync(NpgsqlDataSource source, string schema)
    {
        foreach (var table in new[] { "instances", "journal", "timers", "subscriptions", "audit" })
            await Sql.RunAsync(source, $"VACUUM (ANALYZE, FREEZE) {schema}.{table}");
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static async Task StepAsync(Stopwatch watch, string what, Func<Task> run)
    {
        var before = watch.Elapsed;
        await run();
        Console.WriteLine($"{what}: {(watch.Elapsed - before).TotalSeconds:0.0} s");
    }
}
