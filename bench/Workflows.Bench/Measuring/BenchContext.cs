using Npgsql;
using Workflows.Bench.Services;

namespace Workflows.Bench.Measuring;

/// <summary>What every scenario needs.</summary>
internal sealed class BenchContext : IAsyncDisposable
{
    private BenchContext(BenchServices services, NpgsqlDataSource source, int postmaster, int broker, BenchArguments arguments)
    {
        Services = services;
        Source = source;
        Postmaster = postmaster;
        Broker = broker;
        Arguments = arguments;
    }

    public BenchServices Services { get; }

    public NpgsqlDataSource Source { get; }

    public int Postmaster { get; }

    public int Broker { get; }

    public BenchArguments Arguments { get; }

    /// <summary>Other processes that work for the scenario.</summary>
    public List<int> Workers { get; } = [];

    public static async Task<BenchContext> CreateAsync(BenchArguments arguments)
    {
        var services = BenchServices.Find();
        var source = NpgsqlDataSource.Create(services.ConnectionString);
        return new BenchContext(services, source, await PostgresCounters.PostmasterAsync(source), ProcessCpu.BrokerAt(services.RabbitMq.Port), arguments);
    }

    /// <summary>For what is measured once, because one run is long or has its repetition in itself.</summary>
    public BenchContext Once() => new(Services, Source, Postmaster, Broker, Arguments with { Runs = 1 });

    public ProcessCpu Cpu() => ProcessCpu.Now(Postmaster, Broker, Workers);

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>Runs something and measures it from the outside.</summary>
    /// <param name="workflows">How many workflows it is.</param>
    /// <param name="steps">How many steps they have together.</param>
    /// <param name="counted">Whether to wait for the server's own counters, which takes 22 seconds.</param>
    /// <param name="run">Completes when all of it is done.</param>
    public async Task<Sample> MeasureAsync(int workflows, int steps, bool counted, Func<Task> run)
    {
        if (counted)
            await Task.Delay(PostgresCounters.Settle);

        var counters = counted ? await PostgresCounters.ReadAsync(Source) : null;
        var cpu = Cpu();
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await run();
        watch.Stop();
        var sample = new Sample
        {
            Workflows = workflows,
            Steps = steps,
            Elapsed = watch.Elapsed,
            Cpu = Cpu() - cpu,
            AllocatedBytes = GC.GetTotalAllocatedBytes() - allocated,
        };

        if (!counted)
            return sample;

        await Task.Delay(PostgresCounters.Settle);
        return sample with { Counters = await PostgresCounters.ReadAsync(Source) - counters! };
    }
}
