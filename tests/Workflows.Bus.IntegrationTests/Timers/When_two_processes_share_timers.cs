namespace Workflows.IntegrationTests.Timers;

public sealed class When_two_processes_share_timers : AlarmScenario
{
    private const int TimerCount = 300;

    [Fact]
    public async Task Each_goes_off_once_and_on_time()
    {
        // Both at once, on a schema without the tables of the alarm.
        var nodes = await Task.WhenAll(StartNodeAsync(), StartNodeAsync());
        await AlarmsAsync(2);
        for (var number = 0; number < TimerCount; number++)
            await nodes[number % 2].ScheduleAsync(number, TimeSpan.FromMilliseconds(number * 20));

        await ArrivedAsync(TimerCount);
        await UntilAsync(async () => (await Persistence.TestSchema.ReadAsync($"SELECT count(*) FROM {Schema}.timers"))[0] == "0");
        Arrivals.Select(arrival => arrival.Number).Order().ShouldBe(Enumerable.Range(0, TimerCount));
        Arrivals.Min(arrival => arrival.Lag).ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        Arrivals.Select(arrival => arrival.Lag).Order().ElementAt(TimerCount / 2).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        TestContext.Current.TestOutputHelper?.WriteLine($"lag: {string.Join(", ", Arrivals.Select(arrival => arrival.Lag.TotalMilliseconds).Order().Where((_, index) => index % 30 == 29).Select(lag => $"{lag:0}"))} ms");
    }
}
