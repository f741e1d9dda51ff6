using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;

namespace Workflows.IntegrationTests.Timers;

/// <summary>Nodes that share a schema of their own.</summary>
public abstract class AlarmScenario : IAsyncLifetime
{
    private readonly TestSchema _schema = new();
    private readonly List<AlarmNode> _nodes = [];

    public ConcurrentQueue<Arrival> Arrivals { get; } = [];

    private protected string Schema => _schema.Name;

    public ValueTask InitializeAsync() => _schema.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes)
            await node.DisposeAsync();

        await _schema.DisposeAsync();
    }

    private protected Task<AlarmNode> StartNodeAsync(TimeSpan? sweepInterval = null) =>
        AddAsync(AlarmNode.StartAsync(Services.PostgresConnectionString, Schema, Arrivals, sweepInterval));

    private protected Task<AlarmNode> StartNodeBehindPoolerAsync() =>
        AddAsync(AlarmNode.StartAsync(Services.PoolerConnectionString, Schema, Arrivals, isBehindPooler: true));

    private async Task<AlarmNode> AddAsync(Task<AlarmNode> starting)
    {
        var node = await starting;
        lock (_nodes)
            _nodes.Add(node);

        return node;
    }

    /// <summary>Waits until the alarm of so many nodes is running.</summary>
    private protected Task AlarmsAsync(int count) => UntilAsync(async () =>
    {
        var tables = await TestSchema.ReadAsync($"SELECT count(*) FROM information_schema.tables WHERE table_schema = '{Schema}' AND table_name = 'workflow_qrtz_scheduler_state'");
        return tables[0] == "1" && (await TestSchema.ReadAsync($"SELECT count(*) FROM {Schema}.workflow_qrtz_scheduler_state"))[0] == $"{count}";
    });

    /// <summary>Waits until a node has set an alarm: until then none of them can.</summary>
    private protected Task AnAlarmIsSetAsync() => UntilAsync(async () =>
        (await TestSchema.ReadAsync($"SELECT count(*) FROM {Schema}.workflow_qrtz_triggers WHERE trigger_name LIKE 'alarm-%'"))[0] != "0");

    private protected Task ArrivedAsync(int count) => UntilAsync(() => Task.FromResult(Arrivals.Count >= count));

    internal static Task UntilAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Eventually.HoldsAsync(condition, () => Task.FromResult(""), what);
}
