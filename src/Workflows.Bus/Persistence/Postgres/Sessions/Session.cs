using System.Data;
using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>
/// A connection that stays open, with statements prepared on it and settings under which their plans do not depend on statistics.
/// </summary>
internal sealed class Session(NpgsqlConnection connection, int openedAfter, bool hasState) : IAsyncDisposable
{
    // Statements here look rows up by index, however few the statistics believe there are: a plan made while a table was small is used for
    // ever after. What joins, joins a batch with what the index found for it, so a hash join is always right.
    private const string Settings =
        """
        SET enable_seqscan = off;
        SET enable_bitmapscan = off;
        SET enable_mergejoin = off;
        SET enable_nestloop = off;
        SET plan_cache_mode = force_generic_plan;
        SET jit = off;
        SET default_transaction_isolation = 'read committed';
        SET statement_timeout = '60s';
        SET idle_in_transaction_session_timeout = 0;
        """;

    private readonly Dictionary<Type, object> _statements = [];

    public NpgsqlConnection Connection => connection;

    /// <summary>How many sessions had broken when this one was opened.</summary>
    public int OpenedAfter => openedAfter;

    public bool IsOpen => connection.FullState == ConnectionState.Open;

    public static async Task<Session> OpenAsync(NpgsqlConnection connection, int openedAfter, CancellationToken cancellationToken, bool hasState = true)
    {
        // It outlives whatever transaction its first user is in.
        await Unenlisted.OpenAsync(connection, cancellationToken);
        try
        {
            if (hasState)
            {
                await using var command = new NpgsqlCommand(Settings, connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            else
            {
                Stateless.Mark(connection);
            }

            return new Session(connection, openedAfter, hasState);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>The statement of that type, prepared on this connection; made when it is first asked for.</returns>
    public T Statement<T>(Func<NpgsqlConnection, T> create)
        where T : class
    {
        if (!_statements.TryGetValue(typeof(T), out var statement))
            _statements.Add(typeof(T), statement = create(connection));

        return (T)statement;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // It may go back to a pool that is not ours.
            if (IsOpen && hasState)
            {
                await using var command = new NpgsqlCommand("RESET ALL", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
        catch (NpgsqlException)
        {
            // The connection broke meanwhile: nothing is left to reset.
        }

        await connection.DisposeAsync();
    }
}
