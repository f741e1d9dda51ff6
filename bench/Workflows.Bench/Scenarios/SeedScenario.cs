using System.Diagnostics;
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
        await new ShopSeed(context.Source, schema).FillAsync(count, context.Arguments.Entries, onlyEnded: false, (what, run) => StepAsync(watch, what, run));
        await using var store = SeededStore.Open(context.Services.ConnectionString, schema);
        await store.RegisterAsync(SeedCatalog.Workflows.Select(SeedCatalog.DefinitionOf));
        Console.WriteLine($"Schema '{schema}' is full. Ask it with: queries --schema {schema}");
        return new ScenarioResult { Scenario = Name, Workflows = count, More = new Dictionary<string, double> { ["seconds"] = watch.Elapsed.TotalSeconds } };
    }

    private static async Task StepAsync(Stopwatch watch, string what, Func<Task> run)
    {
        var before = watch.Elapsed;
        await run();
        Console.WriteLine($"{what}: {(watch.Elapsed - before).TotalSeconds:0.0} s");
    }
}
