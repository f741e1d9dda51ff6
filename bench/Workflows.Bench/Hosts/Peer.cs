using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Hosts;

/// <summary>The hand-written saga, warmed up, to be run by turns with what is measured.</summary>
internal sealed class Peer : IAsyncDisposable
{
    public const int WarmUp = 3_000;

    private readonly BenchContext _context;
    private readonly SagaHost _host;

    private Peer(BenchContext context, SagaHost host)
    {
        _context = context;
        _host = host;
    }

    public static async Task<Peer> StartAsync(BenchContext context)
    {
        var peer = new Peer(context, await SagaHost.StartAsync(context.Services));
        await peer.RunAsync(WarmUp);
        return peer;
    }

    public Task<Sample> MeasureAsync(int workflows) =>
        _context.MeasureAsync(workflows, workflows * HandWrittenSaga.StepCount, counted: false, () => RunAsync(workflows));

    /// <summary>One workflow after the other.</summary>
    /// <returns>Milliseconds of each.</returns>
    public async Task<List<double>> LatenciesAsync(int workflows)
    {
        var times = new List<double>();
        for (var i = 0; i < workflows; i++)
        {
            var id = Guid.NewGuid();
            var ended = _host.Completions.Of(id);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await _host.Bus.Publish(new SagaStarted(id, i), CancellationToken.None);
            await ended;
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task RunAsync(int workflows) => Load.RunAsync(_host.Bus, _host.Completions, workflows, number => new SagaStarted(Guid.NewGuid(), number));
}
