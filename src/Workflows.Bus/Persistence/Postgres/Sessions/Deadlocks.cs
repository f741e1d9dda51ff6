using Npgsql;

namespace Workflows.Persistence.Postgres.Sessions;

/// <summary>Tries again what the server gave up for the sake of another transaction.</summary>
internal static class Deadlocks
{
    private const int MaxAttempts = 5;

    public static async Task<T> RetryAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException exception) when (attempt < MaxAttempts && IsGivenUp(exception))
            {
                // The other transaction has gone on meanwhile.
            }
        }
    }

    private static bool IsGivenUp(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;
}
