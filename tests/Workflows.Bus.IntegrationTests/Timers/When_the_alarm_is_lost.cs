namespace Workflows.IntegrationTests.Timers;

public sealed class When_the_alarm_is_lost : AlarmScenario
{
    [Fact]
    public async Task The_next_sweep_sends_what_is_due()
    {
        var node = await StartNodeAsync(sweepInterval: TimeSpan.FromSeconds(1));
        await AlarmsAsync(1);
        (await Persistence.TestSchema.ReadAsync($"SELECT repeat_interval FROM {Schema}.workflow_qrtz_simple_triggers WHERE trigger_name = 'sweep'")).ShouldBe(["1000"]);
        await node.ScheduleAsync(1, TimeSpan.FromSeconds(4));
        await AnAlarmIsSetAsync();
        await Persistence.TestSchema.ExecuteAsync(
            $"""
            DELETE FROM {Schema}.workflow_qrtz_simple_triggers WHERE trigger_name LIKE 'alarm-%';
            DELETE FROM {Schema}.workflow_qrtz_triggers WHERE trigger_name LIKE 'alarm-%';
            """);

        await ArrivedAsync(1);
    }
}
