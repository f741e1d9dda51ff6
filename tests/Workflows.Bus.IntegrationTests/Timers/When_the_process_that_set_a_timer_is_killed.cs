namespace Workflows.IntegrationTests.Timers;

public sealed class When_the_process_that_set_a_timer_is_killed : AlarmScenario
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Another_sends_it(int seconds)
    {
        var killed = await StartNodeAsync();
        var survivor = await StartNodeAsync();
        await AlarmsAsync(2);
        await killed.ScheduleAsync(1, TimeSpan.FromSeconds(seconds));
        await UntilAsync(async () => (await Persistence.TestSchema.ReadAsync($"SELECT count(*) FROM {Schema}.workflow_qrtz_triggers WHERE trigger_name LIKE 'alarm-%'"))[0] != "0");
        await killed.KillAsync();

        await ArrivedAsync(1);
        var arrival = Arrivals.ShouldHaveSingleItem();
        arrival.Node.ShouldBe(survivor.Name);
        TestContext.Current.TestOutputHelper?.WriteLine($"lag: {arrival.Lag.TotalSeconds:0.0} s");
    }
}
