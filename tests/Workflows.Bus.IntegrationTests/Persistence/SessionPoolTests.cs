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

    [Fact]
    public async Task Behind_a_pooler_nothing_is_left_on_a_connection()
    {
        var direct = new NpgsqlConnectionStringBuilder(Services.PostgresConnectionString) { Pooling = false }.ConnectionString;
        await using var stateless = new SessionPool(() => new NpgsqlConnection(direct), 1, new Breakage(), new PoolerGate(() => new NpgsqlConnection(direct), isBehindPooler: true));
        await using var ours = new SessionPool(() => new NpgsqlConnection(direct), 1, new Breakage(), new PoolerGate(() => new NpgsqlConnection(direct), isBehindPooler: false));

        (await LeftOnAsync(stateless)).ShouldBe(("on", 0));
        (await LeftOnAsync(ours)).ShouldBe(("off", 1));
    }

    [Fact]
    public async Task Without_a_pooler_in_the_way_the_gate_is_open() =>
        await new PoolerGate(() => new NpgsqlConnection(Services.PostgresConnectionString), isBehindPooler: false).EnterAsync(TestContext.Current.CancellationToken);

    /// <returns>A setting of the session, and how many statements are prepared on it.</returns>
    private static Task<(string Scans, int PreparedCount)> LeftOnAsync(SessionPool pool) => pool.RunAsync(async (session, end) =>
    {
        await session.Statement(connection => new PreparedStatement(connection, "SELECT 1")).ExecuteAsync(end);
        await using var command = new NpgsqlCommand("SELECT current_setting('enable_seqscan'), (SELECT count(*)::int FROM pg_prepared_statements WHERE statement = 'SELECT 1')", session.Connection);
        await using var reader = await command.ExecuteReaderAsync(end);
        await reader.ReadAsync(end);
        return (reader.GetString(0), reader.GetInt32(1));
    }, TestContext.Current.CancellationToken);

    private static Task<Session> SessionOfAsync(SessionPool pool) => pool.RunAsync((session, _) => Task.FromResult(session), TestContext.Current.CancellationToken);
}
