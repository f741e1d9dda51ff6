using System.Diagnostics;
using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>The connection to RabbitMQ that the bus has now. On other transports there is none.</summary>
/// <param name="provider">Where the bus is.</param>
/// <param name="atOnce">What counts as no wait for a connection. Real time: it is the transport's. Null: 1 second.</param>
internal sealed class BrokerConnection(IServiceProvider provider, TimeSpan? atOnce = null)
{
    private readonly TimeSpan _atOnce = atOnce ?? TimeSpan.FromSeconds(1);

    public bool IsRabbitMq => Find() is not null;

    /// <summary>Canceled when the process is about to stop, and the bus with it.</summary>
    public CancellationToken Stopping => provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;

    /// <summary>
    /// Uses the connection if it is there. Asking for it cannot be canceled: MassTransit would drop the connection that it is making for all who wait for it.
    /// One that is closed, before or behind the use, is dropped, so that the bus makes another: MassTransit does so by itself when RabbitMQ's client tells of
    /// the end, which it does behind consumers that may not end.
    /// </summary>
    /// <returns>Whether there was one. One that had to be made first does not count.</returns>
    /// <exception cref="RabbitMqConnectionException">It is closed.</exception>
    public async Task<bool> TryUseAsync(Func<IConnection, Task> use)
    {
        if (Find() is not { } host)
            return false;

        // MassTransit hands out a connection that is there before its method returns, however slow the machine is.
        var asked = Stopwatch.GetTimestamp();
        var (isAsking, wasThere) = (true, false);
        var usage = host.ConnectionContextSupervisor.Send(MassTransit.Pipe.ExecuteAsync<ConnectionContext>(async context =>
        {
            wasThere = isAsking || Stopwatch.GetElapsedTime(asked) < _atOnce;
            DropIfClosed(context.Connection);
            if (wasThere)
                await use(context.Connection);

            DropIfClosed(context.Connection);
        }), CancellationToken.None);
        isAsking = false;
        await usage;
        return wasThere;
    }

    /// <returns>The endpoint of the bus itself, through whose channel everything is sent that is not sent from a consumer's context; null on other transports.</returns>
    public ReceiveEndpoint? FindBusEndpoint() =>
        IsRabbitMq
            ? provider.GetRequiredService<WorkflowBus>().Instance.BusControl.CheckHealth().Endpoints.Values
                .Select(result => result.ReceiveEndpoint)
                .OfType<ReceiveEndpoint>()
                .FirstOrDefault(endpoint => endpoint.IsBusEndpoint)
            : null;

    /// <summary>MassTransit gives up what an exception comes out of.</summary>
    private static void DropIfClosed(IConnection connection)
    {
        if (!connection.IsOpen)
            throw new RabbitMqConnectionException("The connection is closed.");
    }

    private IRabbitMqHostConfiguration? Find() => provider.GetService<WorkflowBus>()?.Instance.HostConfiguration as IRabbitMqHostConfiguration;
}
