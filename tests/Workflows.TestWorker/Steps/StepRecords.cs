using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Workflows.TestWorker.Steps;

/// <summary>What the outside world sees of steps: a row for every time that user code ran.</summary>
public sealed class StepRecords(NpgsqlDataSource database, WorkerSettings settings) : IHostedService
{
    /// <summary>The table. It is the tests' own, and stays for all of them.</summary>
    public const string TableSql =
        """
        CREATE SCHEMA IF NOT EXISTS workflow_tests;
        CREATE TABLE IF NOT EXISTS workflow_tests.step_runs (
            instance uuid NOT NULL, step text NOT NULL, attempt integer NOT NULL, worker text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
        CREATE INDEX IF NOT EXISTS step_runs_instance ON workflow_tests.step_runs (instance);
        """;

    /// <summary>Notes that user code runs.</summary>
    public async Task AddAsync(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var command = database.CreateCommand("INSERT INTO workflow_tests.step_runs (instance, step, attempt, worker) VALUES ($1, $2, $3, $4)");
        command.Parameters.AddWithValue(context.InstanceId);
        command.Parameters.AddWithValue(context.Step);
        command.Parameters.AddWithValue(context.Attempt);
        command.Parameters.AddWithValue(settings.Name);
        await command.ExecuteNonQueryAsync(context.CancellationToken);
    }

    /// <summary>Connects before the first step comes, so that it is not a slow one.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM workflow_tests.step_runs WHERE instance IS NULL");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
