using Workflows.IntegrationTests.Persistence;

namespace Workflows.IntegrationTests.Timers;

/// <summary>Somebody wrote into what Quartz stores: its scheduler stands still for it, in every process. Nothing in it is needed.</summary>
public sealed class When_rows_of_the_alarm_hold_nonsense : AlarmScenario
{
    [Theory]
    [InlineData("UPDATE {0}triggers SET trigger_state = 'ERROR'")]
    [InlineData("UPDATE {0}triggers SET trigger_state = 'NONSENSE'")]
    [InlineData("UPDATE {0}triggers SET misfire_instr = 77, calendar_name = 'nowhere'")]
    [InlineData("UPDATE {0}triggers SET job_data = 'nonsense'::bytea")]
    [InlineData("UPDATE {0}triggers SET start_time = 9223372036854775807, next_fire_time = 9223372036854775807")]
    [InlineData("UPDATE {0}simple_triggers SET repeat_count = -77")]
    [InlineData("DELETE FROM {0}simple_triggers")]
    [InlineData("UPDATE {0}job_details SET job_class_name = 'No.Such.Class, Nowhere'")]
    [InlineData("DELETE FROM {0}simple_triggers; DELETE FROM {0}triggers; DELETE FROM {0}job_details")]
    public async Task It_is_made_anew_and_goes_off(string nonsense)
    {
        var node = await StartNodeAsync();
        await AlarmsAsync(1);
        await AnAlarmIsSetAsync();
        await TestSchema.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, nonsense, $"{Schema}.workflow_qrtz_"));
        var tick = (await node.Alarm.ReadTickAsync(TestContext.Current.CancellationToken))!;

        (await node.Alarm.RepairAsync("another", TestContext.Current.CancellationToken)).ShouldBeFalse("It has ticked since.");
        (await node.Alarm.RepairAsync(tick, TestContext.Current.CancellationToken)).ShouldBeTrue();

        await node.ScheduleAsync(1, TimeSpan.FromSeconds(4));
        await ArrivedAsync(1);
        (await node.Alarm.ReadTickAsync(TestContext.Current.CancellationToken)).ShouldNotBe(tick);
    }

    [Fact]
    public async Task A_process_that_starts_on_it_can_do_so_when_it_is_made_anew()
    {
        var first = await StartNodeAsync();
        await AlarmsAsync(1);
        await AnAlarmIsSetAsync();
        await first.StopAsync();
        await TestSchema.ExecuteAsync($"DELETE FROM {Schema}.workflow_qrtz_simple_triggers");

        var second = await StartNodeAsync();
        await UntilAsync(() => Task.FromResult(second.Log.Lines.Any(line => line.EventId == 1203)));
        (await second.Alarm.RepairAsync((await second.Alarm.ReadTickAsync(TestContext.Current.CancellationToken))!, TestContext.Current.CancellationToken)).ShouldBeTrue();

        await second.ScheduleAsync(1, TimeSpan.FromSeconds(4));
        await ArrivedAsync(1);
    }
}
