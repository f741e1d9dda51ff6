using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Insights;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>Looks at clock, schema and pool.</summary>
/// <param name="connect">Makes connections the way the store does.</param>
/// <param name="gate">Knows of a pooler in the way.</param>
/// <param name="schema">Knows the tables.</param>
/// <param name="time">The clock of this process.</param>
internal sealed class PostgresInspection(Func<NpgsqlConnection> connect, PoolerGate gate, SchemaInspection schema, TimeProvider time) : IStoreInspection
{
    public async Task<StoreFacts> InspectAsync(CancellationToken cancellationToken)
    {
        var isPooled = !await PassesAsync(cancellationToken);
        await using var connection = await Unenlisted.OpenAsync(connect(), cancellationToken);
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        var ahead = await ClockAsync(connection, cancellationToken);
        var facts = await schema.InspectAsync(connection, cancellationToken);
        return facts with
        {
            ServerVersion = connection.PostgreSqlVersion,
            ClockAhead = ahead,
            IsPooled = isPooled,
            PoolSize = settings.Pooling ? settings.MaxPoolSize : null,
            NeededConnections = PoolNeed.Comfortable,
        };
    }

    private async Task<bool> PassesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gate.EnterAsync(cancellationToken);
            return true;
        }
        catch (WorkflowStoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Against the middle of the question, so that a slow answer is not taken for a wrong clock.</summary>
    private async Task<TimeSpan> ClockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var before = time.GetUtcNow();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var database = reader.TimeOf(0);
        var after = time.GetUtcNow();
        return before + ((after - before) / 2) - database;
    }
}
