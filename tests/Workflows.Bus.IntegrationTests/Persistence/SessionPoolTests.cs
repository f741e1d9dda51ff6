using Npgsql;
using Workflows.IntegrationTests.RealServices;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.IntegrationTests.Persistence;

public sealed class SessionPoolTests
{
    [Fact]
    public async Task A_session_that_is_most_likely_dead_is_replaced_without_waiting_for_its_answer()
    {
        var direct = new NpgsqlConnectionStringBuilder(Services.PostgresConnectionString) { Pooling = false };
        await using var relay = new TcpRelay("127.0.0.1", direct.Port);
        relay.Open();
        var address = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = relay.Port }.ConnectionString;
        var breakage = new Breakage();
        await using var pool = new SessionPool(() => new NpgsqlConnection(address), 1, breakage);
        var first = await SessionOfAsync(pool);

        relay.IsSilent = true;
        address = direct.ConnectionString;
        breakage.Note();

        (await SessionOfAsync(pool).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken)).ShouldNotBeSameAs(first);
    }

    private static Task<Session> SessionOfAsync(SessionPool pool) => pool.RunAsync((session, _) => Task.FromResult(session), TestContext.Current.CancellationToken);
}
