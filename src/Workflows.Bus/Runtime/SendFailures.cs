using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;

namespace Workflows.Runtime;

/// <summary>Tells what would fail again and again, for what is sent and where to, from what passes: the broker is away, or busy.</summary>
internal static class SendFailures
{
    /// <summary>Nothing but the message, its address or the application's own code decides about it.</summary>
    public static bool IsPermanent(Exception exception) => exception switch
    {
        SendRefusedException => true,
        ObjectDisposedException => false,
        AggregateException { InnerExceptions: [var only] } => IsPermanent(only),
        ArgumentException or FormatException or NotSupportedException => true,
        SerializationException or JsonException => true,
        ConfigurationException or EndpointNotFoundException => true,
        _ => false,
    };

    /// <summary>What a filter, an observer or a serializer of the application throws again and again is taken for permanent, whatever type it is of.</summary>
    public static bool IsSuspect(Exception exception) => !MayPass(exception);

    /// <summary>The broker, the network or another service is away or busy, and says so.</summary>
    private static bool MayPass(Exception exception) => exception switch
    {
        ObjectDisposedException or OperationCanceledException or TimeoutException => true,
        IOException or SocketException or HttpRequestException or DbException => true,
        AggregateException { InnerExceptions: [var only] } => MayPass(only),
        _ => IsOfTransport(exception.GetType()),
    };

    private static bool IsOfTransport(Type type) =>
        type.Assembly.GetName().Name is { } name && (name.StartsWith("MassTransit", StringComparison.Ordinal) || name.StartsWith("RabbitMQ.", StringComparison.Ordinal));
}
