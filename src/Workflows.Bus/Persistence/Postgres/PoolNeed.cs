using Npgsql;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>How many connections one process needs of its pool.</summary>
internal static class PoolNeed
{
    /// <summary>The scheduler of timers: its thread, its two jobs, its place in the cluster, and what it finds too late.</summary>
    private const int AlarmCount = 5;

    /// <summary>Questions of people, the audit, jobs on many instances.</summary>
    private const int QuestionCount = 3;

    /// <summary>With fewer, the work would wait for connections that its own sessions hold: nothing would move.</summary>
    public const int Least = StoreConnections.SessionCount + 2;

    /// <summary>Everything at once, and nobody waits.</summary>
    public const int Comfortable = StoreConnections.SessionCount + AlarmCount + QuestionCount;

    /// <exception cref="ArgumentException">The pool is too small to work with.</exception>
    public static void Check(string connectionString)
    {
        if (Refusal(new NpgsqlConnectionStringBuilder(connectionString), "workflows") is { } refusal)
            throw new ArgumentException(refusal, nameof(connectionString));
    }

    /// <param name="settings">Names the size of the pool.</param>
    /// <param name="owner">Whose connection string it is.</param>
    /// <returns>Why the pool is too small to work with; null: it is not.</returns>
    public static string? Refusal(NpgsqlConnectionStringBuilder settings, string owner) =>
        settings.Pooling && settings.MaxPoolSize < Least
            ? $"Expected a Maximum Pool Size of at least {Least} in the connection string of {owner}, better {Comfortable}, but it is {settings.MaxPoolSize}: the store holds {StoreConnections.SessionCount} connections of the pool open and needs more beside them. Raise it, or leave it out (Npgsql's default is 100)."
            : null;
}
