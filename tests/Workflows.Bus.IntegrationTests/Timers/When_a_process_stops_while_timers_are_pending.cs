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
}
