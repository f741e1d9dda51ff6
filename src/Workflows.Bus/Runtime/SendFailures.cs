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

    /// <summary>What a filter or an observer of the application throws again and again is taken for permanent.</summary>
    public static bool IsSuspect(Exception exception) => exception switch
    {
        ObjectDisposedException => false,
        InvalidOperationException or NullReferenceException or InvalidCastException or KeyNotFoundException or IndexOutOfRangeException => true,
        _ => false,
    };
}
