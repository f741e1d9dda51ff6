using System.Transactions;
using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>
/// Opens connections that join no transaction of whoever calls: what the store has written stands, and others see it, when the call returns.
/// </summary>
internal static class Unenlisted
{
    /// <returns>The connection, open; where it cannot be opened it is disposed.</returns>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
                await connection.OpenAsync(cancellationToken);

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
