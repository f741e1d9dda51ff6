using MassTransit;
using MassTransit.Serialization;

namespace Workflows.Runtime;

/// <summary>
/// Names the type of a message in a header. An envelope names it by itself; what a raw serializer of the application writes may not, and endpoints of ours
/// take messages of many types.
/// </summary>
internal static class TypeName
{
    public static void Set<T>(SendContext<T> context)
        where T : class
    {
        if (context.Serializer?.ContentType.MediaType != SystemTextJsonMessageSerializer.JsonContentType.MediaType && !context.Headers.TryGetHeader(MessageHeaders.MessageType, out _))
            context.Headers.Set(MessageHeaders.MessageType, MessageUrn.ForTypeString<T>());
    }
}
