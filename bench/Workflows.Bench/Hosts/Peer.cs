using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Hosts;

/// <summary>A hand-written saga, warmed up, to be run by turns with what is measured.</summary>
internal sealed class Peer : IContender
{
    public const int WarmUp = 3_000;

    private readonly BenchContext _context;
    private readonly SagaHost _host;

    private Peer(string name, BenchContext context, SagaHost host)
    {
        Name = name;
        _context = context;
        _host = host;
    }

    public string Name { get; }

    public static async Task<Peer> StartAsync(BenchContext context, bool quorumQueues = true)
    {
        var peer = new Peer(quorumQueues ? "hand-written saga in memory" : "hand-written saga in memory, classic queues", context, await SagaHost.StartAsync(context.Services, quorumQueues));
        await peer.RunAsync(WarmUp);
        return peer;
    }

    public Task<Sample> MeasureAsync(int workflows) =>
        _context.MeasureAsync(workflows, workflows * HandWrittenSaga.StepCount, counted: false, () => RunAsync(workflows));

    public Task<List<double>> LatenciesAsync(int workflows) => Load.OneByOneAsync(workflows, async number =>
    {
        var id = Guid.NewGuid();
        var ended = _host.Completions.Of(id);
        await _host.Bus.Publish(new SagaStarted(id, number));
        await ended;
    });

    /// <summary>Nothing is persisted that could be looked at.</summary>
    public Task VerifyAsync(int workflows) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public Task RunAsync(int workflows) => Load.RunAsync(_host.Bus, _host.Completions, workflows, number => new SagaStarted(Guid.NewGuid(), number));
}
