using MassTransit;
using MassTransit.Serialization;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>How messages go to queues of ours.</summary>
internal static class Outgoing<T>
    where T : class
{
    public static readonly IPipe<SendContext<T>> Pipe = MassTransit.Pipe.Execute<SendContext<T>>(static context =>
    {
        Mandatory.Set(context);
        TypeName.Set(context);
        if (context.Message is ExecuteStep { Headers: { } headers })
            SetHeaders(context, headers);

        NameType(context);
        StepEnvelopeSerializer.Use(context);
    });

    private static void SetHeaders(SendContext context, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
            context.Headers.Set(name, value);
    }

    /// <summary>An envelope names its type. What a raw serializer of the application writes may not, and its endpoint takes messages of many types.</summary>
    private static void NameType(SendContext<T> context)
    {
        if (context.Serializer is not SystemTextJsonMessageSerializer)
            context.Headers.Set(MessageHeaders.MessageType, MessageUrn.ForTypeString<T>());
    }
}
