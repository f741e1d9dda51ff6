using System.Reflection;
using RabbitMQ.Client;

namespace Workflows.Broker.RabbitMq;

/// <summary>
/// The queue of RabbitMQ's client for what is to be written to the socket. It has 128 places. When the socket is dead, nobody empties it, and who waits
/// for a place waits for ever: no member of the client's API closes it then (aborting the connection, its way of last resort, gives up with the
/// timeout that it has just waited for; seen in 7.1.2 and 7.2.2). So it is closed by the client's own method, which is not public.
/// </summary>
internal static class SocketQueue
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Ends what waits for a place. Does nothing to a connection that the client has closed, nor where the client has no such queue.</summary>
    public static async Task CloseAsync(IConnection connection)
    {
        if (HandlerOf(connection.GetType())?.GetValue(connection) is { } handler && CloseOf(handler.GetType())?.Invoke(handler, [CancellationToken.None]) is ValueTask closing)
            await closing;
    }

    /// <summary>Null where a package has renamed it.</summary>
    internal static FieldInfo? HandlerOf(Type connection) => connection.GetField("_frameHandler", AnyInstance);

    /// <summary>Null where a package has renamed it.</summary>
    internal static MethodInfo? CloseOf(Type handler) => handler.GetMethod("CloseAsync", AnyInstance, [typeof(CancellationToken)]);
}
