using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Runtime;

/// <summary>A bus whose broker has only some of the queues: a message to another comes back.</summary>
internal sealed class ReturningBus : IDisposable
{
    private readonly List<string> _sent = [];
    private readonly UnbrokenSends _sends;

    private ReturningBus(EndpointReadiness readiness, IReadOnlySet<string> missing)
    {
        _sends = new UnbrokenSends(Broker);
        var bus = Bus.Factory.CreateUsingInMemory(configurator => configurator.ConfigureSend(send => send.UseExecute(context => Take(context, missing))));
        Sender = new BusSender(bus, readiness, _sends, Broker, Time, NullLogger<BusSender>.Instance);
    }

    public ManualClock Time { get; } = new();

    public BusSender Sender { get; }

    public PickyBroker Broker { get; } = new();

    /// <summary>What becomes of every message instead; null: it is sent.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What becomes of a message to an endpoint instead; null: it is sent.</summary>
    public Func<string, Exception?> FailureOf { get; set; } = _ => null;

    /// <summary>How often something was to be sent, to whatever queue.</summary>
    public int TryCount { get; private set; }

    /// <summary>The endpoints that got something.</summary>
    public IReadOnlyList<string> Sent => _sent;

    public static async Task<ReturningBus> WithoutAsync(params string[] missing)
    {
        var readiness = new EndpointReadiness();
        await readiness.PostStart(null!, Task.FromResult<BusReady>(null!));
        return new ReturningBus(readiness, missing.ToHashSet());
    }

    public void Dispose() => _sends.Dispose();

    private void Take(SendContext context, IReadOnlySet<string> missing)
    {
        TryCount++;
        if (Failure is not null)
            throw Failure;

        var endpoint = context.DestinationAddress!.Segments[^1];
        if (missing.Contains(endpoint))
            throw new MessageReturnedException($"The broker has no queue {endpoint}.");

        if (FailureOf(endpoint) is { } failure)
            throw failure;

        _sent.Add(endpoint);
    }
}
