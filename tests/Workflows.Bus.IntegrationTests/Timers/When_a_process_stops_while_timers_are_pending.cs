using Npgsql;

namespace Workflows.IntegrationTests.Timers;

public sealed class When_a_process_stops_while_timers_are_pending : AlarmScenario
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Another_sends_what_it_set_last()
    {
        var stopping = await StartNodeAsync();
        var other = await StartNodeAsync();
        await AlarmsAsync(2);
        await stopping.ScheduleAsync(1, _soon);
        await stopping.StopAsync();

        await ArrivedAsync(1);
        Arrivals.ShouldHaveSingleItem().Node.ShouldBe(other.Name);
    }

    [Fact]
    public async Task Another_goes_on_with_the_alarm_that_had_gone_off_in_it()
    {
        var stopping = await StartNodeAsync();
        await AlarmsAsync(1);
        await stopping.ScheduleAsync(1, _soon * 2);
        await stopping.ScheduleAsync(2, _soon * 3);
        await ArrivedAsync(1);
        await StartNodeAsync();
        await stopping.StopAsync();

        await ArrivedAsync(2);
        Arrivals.Select(arrival => arrival.Number).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task An_alarm_that_is_being_set_is_set_and_nothing_is_logged_as_an_error()
    {
        var node = await StartNodeAsync();
        await AlarmsAsync(1);
        await node.ScheduleAsync(1, TimeSpan.FromHours(2));
        await AnAlarmIsSetAsync();
        var at = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);
        using var stopping = new CancellationTokenSource();
        Task<DateTimeOffset> setting;
        await using (await HoldTriggersAsync())
        {
            setting = node.SetAlarmAsync(at, stopping.Token);
            await UntilAsync(async () => (await WaitingCountAsync(node)) != "0");
            await stopping.CancelAsync();
            setting.IsCompleted.ShouldBeFalse();
        }

        (await setting).ShouldBeLessThanOrEqualTo(at);
        await node.StopAsync();
        // A node of this test has timers and no workflow, which the report of the installation says.
        node.Log.Errors.Where(line => line.EventId != 1303).ShouldBeEmpty();
    }

    /// <summary>Calls of Quartz wait between their first statement and their commit, until the connection is closed.</summary>
    private async Task<NpgsqlConnection> HoldTriggersAsync()
    {
        var connection = new NpgsqlConnection(Services.PostgresConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"SELECT 1 FROM {Schema}.workflow_qrtz_locks WHERE lock_name = 'TRIGGER_ACCESS' FOR UPDATE", connection);
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        return connection;
    }

    private static async Task<string> WaitingCountAsync(AlarmNode node) =>
        (await Persistence.TestSchema.ReadAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{node.Name}' AND wait_event_type = 'Lock'"))[0];
}
