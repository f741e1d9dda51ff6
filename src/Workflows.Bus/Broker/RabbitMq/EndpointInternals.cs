using System.Reflection;
using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using RabbitMQ.Client;

namespace Workflows.Broker.RabbitMq;

/// <summary>What a receive endpoint of MassTransit's knows of itself and does not show, by members that are not public (MassTransit 8.5.12).</summary>
internal static class EndpointInternals
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Real time: it is the transport's.</summary>
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(1);

    /// <summary>Whether it was started and not stopped since. One that the application or a kill switch stopped is theirs to start.</summary>
    public static bool IsMeantToRun(ReceiveEndpoint endpoint) => Handle?.GetValue(endpoint) is not null;

    /// <summary>
    /// Whether the endpoint has a channel on an open connection. Without one it may take itself for healthy, because nothing has told it: RabbitMQ's client
    /// tells the channels of a lost connection one after the other, and waits for the consumers of each. And a consumer that waits for another channel, in
    /// order to say that it failed, waits for ever: the endpoint gets no other before its consumers have ended.
    /// </summary>
    /// <returns>True also where it cannot be found out.</returns>
    public static async Task<bool> HasChannelAsync(ReceiveEndpoint endpoint) =>
        ContextOf(endpoint) is not RabbitMqReceiveEndpointContext || await FindConnectionAsync(endpoint) is { IsOpen: true };

    /// <returns>That of the channel which the endpoint has now; null: it waits for another, was refused one, or has none of RabbitMQ.</returns>
    public static async Task<IConnection?> FindConnectionAsync(ReceiveEndpoint endpoint)
    {
        if (ContextOf(endpoint) is not RabbitMqReceiveEndpointContext context)
            return null;

        IConnection? connection = null;
        try
        {
            await context.ChannelContextSupervisor
                .Send(Pipe.Execute<ChannelContext>(channel => connection = channel.ConnectionContext.Connection), CancellationToken.None)
                .WaitAsync(_atOnce);
        }
        catch (Exception)
        {
            return null;
        }

        return connection;
    }

    /// <summary>What the endpoint does itself when it has stopped. Without it, starting it anew fails.</summary>
    public static void Forget(ReceiveEndpoint endpoint)
    {
        Handle?.SetValue(endpoint, null);
        ContextOf(endpoint)?.Reset();
    }

    /// <summary>There while the endpoint is meant to run; null where a package has renamed it.</summary>
    internal static FieldInfo? Handle { get; } = typeof(ReceiveEndpoint).GetField("_handle", Private);

    /// <summary>Null where a package has renamed it.</summary>
    internal static FieldInfo? Context { get; } = typeof(ReceiveEndpoint).GetField("_context", Private);

    private static ReceiveEndpointContext? ContextOf(ReceiveEndpoint endpoint) =>
        Context?.GetValue(endpoint) as ReceiveEndpointContext;
}
