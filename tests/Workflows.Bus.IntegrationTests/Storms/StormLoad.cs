using System.Collections.Concurrent;
using MassTransit;
using Workflows.Instances;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests.Storms;

/// <summary>Another service of the company: books voyages, and notes what it hears of their ends. It has a queue of its own that outlives the broker.</summary>
internal sealed class StormLoad : IAsyncDisposable
{
    /// <summary>Voyages under way at once: as many as keep the processes at work, and can end in time when the storm is over.</summary>
    private const int MostOpen = 100;

    private readonly IBusControl _bus;
    private readonly ConcurrentDictionary<Guid, Guid> _instances = new();
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Guid, int>> _ends = new();

    private StormLoad(string prefix) => _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(cfg =>
    {
        cfg.Host(Services.RabbitMqUri);
        cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, prefix + "."));
        cfg.ReceiveEndpoint($"{prefix}-harbour", endpoint => endpoint.Handler<VoyageEnded>(Note));
    });

    /// <summary>Ids of the instances of the voyages that were booked.</summary>
    public IReadOnlyCollection<Guid> Instances => [.. _instances.Values];

    public int BookedCount => _instances.Count;

    /// <summary>Voyages whose end was told.</summary>
    public int EndedCount => _ends.Count;

    /// <summary>Voyages whose end was told more than once, by one message.</summary>
    public int RepeatedCount => _ends.Values.Count(ids => ids.Values.Any(count => count > 1));

    /// <summary>Voyages whose end was told by messages of different ids: no inbox could know them as one.</summary>
    public int DoubledCount => _ends.Values.Count(ids => ids.Count > 1);

    public static async Task<StormLoad> StartAsync(string prefix)
    {
        var load = new StormLoad(prefix);
        await load._bus.StartAsync();
        return load;
    }

    public async Task RunAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!over.IsCancellationRequested)
        {
            if (BookedCount - EndedCount < MostOpen)
                await BookAsync();

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync(TimeSpan.FromSeconds(10));

    /// <summary>As a publisher with an outbox does: again under the same id until the broker has confirmed it.</summary>
    private async Task BookAsync()
    {
        var (voyage, message) = (Guid.NewGuid(), NewId.NextGuid());
        while (true)
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                await _bus.Publish(new VoyageBooked(voyage), context => context.MessageId = message, patience.Token).WaitAsync(patience.Token);
                break;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The broker is away, or takes nothing.
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }

        _instances[voyage] = DeterministicId.OfStart("Voyage", message);
    }

    private Task Note(ConsumeContext<VoyageEnded> context)
    {
        var ids = _ends.GetOrAdd(context.Message.VoyageId, _ => new());
        if (!context.ReceiveContext.Redelivered)
            ids.AddOrUpdate(context.MessageId!.Value, 1, (_, count) => count + 1);
        else
            ids.TryAdd(context.MessageId!.Value, 1);

        return Task.CompletedTask;
    }
}
