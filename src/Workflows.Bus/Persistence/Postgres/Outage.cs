using System.Net.Sockets;
using Npgsql;

namespace Workflows.Persistence.Postgres;

/// <summary>
/// Tells what is wrong with the database or the way to it, where trying again may help, from what is wrong with what was sent there.
/// </summary>
internal static class Outage
{
    public static bool Is(Exception exception) => exception switch
    {
        PostgresException refused => !IsAboutContent(refused.SqlState),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>What is wrong, as a person can use it.</summary>
    public static string ReasonOf(Exception exception) => MissingTables.Is(exception) ? MissingTables.Explanation(exception) : exception.Message;

    /// <summary>Classes: 22 data exception, 23 integrity constraint, 54 limit of the program, XX internal error.</summary>
    private static bool IsAboutContent(string sqlState) => sqlState is ['2', '2' or '3', ..] or ['5', '4', ..] or ['X', 'X', ..];
}
