using System.Net.Sockets;
using Npgsql;
using Workflows.Contracts;

namespace Workflows.Persistence.Postgres;

/// <summary>
/// Tells what is wrong with the database or the way to it, where trying again may help, from what is wrong with what was sent there.
/// </summary>
internal static class Outage
{
    public static bool Is(Exception exception) => exception switch
    {
        PostgresException refused => !IsAboutContent(refused.SqlState),
        NpgsqlException or SocketException or IOException or TimeoutException or WorkflowStoreUnavailableException => true,

        // What EF Core's execution strategy makes of an error that it takes for a passing one.
        InvalidOperationException { InnerException: NpgsqlException wrapped } => Is(wrapped),
        _ => false,
    };

    /// <returns>What is wrong, as a person can use it and anybody may read it; null: it is no outage.</returns>
    public static string? FindReason(Exception exception) => Is(exception) ? ReasonOf(exception) : null;

    /// <summary>What is wrong, as a person can use it. Drivers put neither passwords nor values into their messages.</summary>
    public static string ReasonOf(Exception exception) => exception switch
    {
        _ when MissingTables.Is(exception) => MissingTables.Explanation(exception),
        InvalidOperationException { InnerException: NpgsqlException wrapped } => ReasonOf(wrapped),
        PostgresException refused => $"{Sentence(refused.MessageText)}{AdviceOn(refused.SqlState)}",
        NpgsqlException { InnerException: SocketException socket } unreached => $"{Sentence(unreached.Message)} {Sentence(socket.Message)} Is the database running, and is the address right?",
        _ => Sentence(exception.Message),
    };

    private static string AdviceOn(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => " Expected a user that may log in: look at the user name and the password in the connection string.",
        PostgresErrorCodes.InvalidCatalogName => " Create the database: workflows create tables in it, and never the database itself.",
        PostgresErrorCodes.InsufficientPrivilege => " Grant the user what is missing, or run the migrations as another user.",
        PostgresErrorCodes.TooManyConnections => " Lower Maximum Pool Size in the connection strings, or raise max_connections of the server.",
        _ => $" (SQLSTATE {sqlState})",
    };

    private static string Sentence(string text) => text.Length > 0 && char.IsLower(text[0]) ? $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}." : $"{text.TrimEnd('.')}.";

    /// <summary>Classes: 22 data exception, 23 integrity constraint, 54 limit of the program, XX internal error.</summary>
    private static bool IsAboutContent(string sqlState) => sqlState is ['2', '2' or '3', ..] or ['5', '4', ..] or ['X', 'X', ..];
}
