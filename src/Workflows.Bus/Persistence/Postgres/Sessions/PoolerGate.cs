using Npgsql;
using Workflows.Contracts;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>
/// Lets no work through that leaves settings and prepared statements on its connections, before it is sure that they are its own: a pooler in transaction mode
/// hands a connection to the server to somebody else after every transaction, with all that was left on it.
/// </summary>
/// <param name="connect">Makes connections.</param>
/// <param name="isBehindPooler">The application says so: nothing is left on connections, and nothing needs to be found out.</param>
internal sealed class PoolerGate(Func<NpgsqlConnection> connect, bool isBehindPooler) : IDisposable
{
    private const int LookCount = 3;

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile bool _isOpen = isBehindPooler;

    /// <summary>Whether connections may hold settings and prepared statements between transactions.</summary>
    public bool AllowsState { get; } = !isBehindPooler;

    public void Dispose() => _one.Dispose();

    /// <exception cref="WorkflowStoreUnavailableException">There is a pooler in transaction mode.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
            return;

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!_isOpen && await IsPooledAsync(cancellationToken))
                throw new WorkflowStoreUnavailableException(
                    "Expected connections to PostgreSQL that stay with this process, but between them stands a pooler that hands them on after every transaction, such as PgBouncer with pool_mode = transaction. Connect past it, or set BehindTransactionPooler on the options of the store.");

            _isOpen = true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// A server tells each client the process that serves it; a pooler makes a number up. Then two clients that are connected at the same time find out whether one
    /// process serves both in turn.
    /// </summary>
    private async Task<bool> IsPooledAsync(CancellationToken cancellationToken)
    {
        await using var first = await Unenlisted.OpenAsync(connect(), cancellationToken);
        var process = await ProcessOfAsync(first, cancellationToken);
        if (process == first.ProcessID)
            return false;

        await using var second = await Unenlisted.OpenAsync(connect(), cancellationToken);
        for (var look = 0; look < LookCount; look++)
        {
            var other = await ProcessOfAsync(second, cancellationToken);
            var again = await ProcessOfAsync(first, cancellationToken);
            if (other == again || again != process)
                return true;
        }

        return false;
    }

    private static async Task<int> ProcessOfAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // A text that never comes again is never prepared.
        await using var command = new NpgsqlCommand($"SELECT pg_backend_pid() -- {Guid.NewGuid():N}", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
