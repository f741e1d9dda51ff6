using System.Runtime.CompilerServices;
using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>Connections on which nothing may be prepared, because they are somebody else's after every transaction.</summary>
internal static class Stateless
{
    private static readonly ConditionalWeakTable<NpgsqlConnection, object> _connections = [];
    private static readonly object _mark = new();

    public static void Mark(NpgsqlConnection connection) => _connections.AddOrUpdate(connection, _mark);

    public static bool Is(NpgsqlConnection connection) => _connections.TryGetValue(connection, out _);
}
