using Npgsql;

namespace Workflows.TestWorker.Steps;

/// <summary>When user code began and ended, for finding two runs of one step at once. A process that is killed leaves runs without an end.</summary>
public sealed class StepSpans(NpgsqlDataSource database, WorkerSettings settings, TimeProvider time)
{
    /// <summary>The table. It is the tests' own, and stays for all of them.</summary>
    public const string TableSql =
        """
        CREATE SCHEMA IF NOT EXISTS workflow_tests;
        CREATE TABLE IF NOT EXISTS workflow_tests.step_spans (
            span uuid PRIMARY KEY, instance uuid NOT NULL, step text NOT NULL, attempt integer NOT NULL, worker text NOT NULL,
            began timestamptz NOT NULL DEFAULT clock_timestamp(), ended timestamptz);
        CREATE INDEX IF NOT EXISTS step_spans_worker ON workflow_tests.step_spans (worker);
        """;

    private static readonly TimeSpan _workTime = TimeSpan.FromMilliseconds(30);

    /// <summary>Notes that user code begins, and works for a moment.</summary>
    /// <returns>Notes the end when it is disposed of.</returns>
    public async Task<IAsyncDisposable> BeginAsync(StepContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var span = Guid.NewGuid();
        await using var command = database.CreateCommand("INSERT INTO workflow_tests.step_spans (span, instance, step, attempt, worker) VALUES ($1, $2, $3, $4, $5)");
        command.Parameters.AddWithValue(span);
        command.Parameters.AddWithValue(context.InstanceId);
        command.Parameters.AddWithValue(context.Step);
        command.Parameters.AddWithValue(context.Attempt);
        command.Parameters.AddWithValue(settings.Name);
        await command.ExecuteNonQueryAsync(context.CancellationToken);
        await Task.Delay(_workTime, time, context.CancellationToken);
        return new End(database, span);
    }

    private sealed class End(NpgsqlDataSource database, Guid span) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var command = database.CreateCommand("UPDATE workflow_tests.step_spans SET ended = clock_timestamp() WHERE span = $1");
            command.Parameters.AddWithValue(span);
            await command.ExecuteNonQueryAsync();
        }
    }
}
