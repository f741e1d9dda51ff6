namespace Workflows.IntegrationTests.Timers;

public sealed class When_many_processes_start_behind_a_pooler : AlarmScenario
{
    /// <summary>More than the pooler has connections to the server.</summary>
    private const int NodeCount = 12;

    /// <summary>All of them wait for the one that makes the tables of the alarm, which needs a connection to make them.</summary>
    [Fact]
    public async Task Those_that_wait_for_each_other_hold_none_of_its_connections()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, NodeCount).Select(_ => StartNodeBehindPoolerAsync()));

        await AlarmsAsync(NodeCount);
        nodes.SelectMany(node => node.Log.Lines).Where(line => line.Category.StartsWith("Workflows.Timers", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
