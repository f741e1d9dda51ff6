using MassTransit;

namespace Workflows.Runtime.Unnamed;

/// <summary>
/// Chooses the type of a message whose serializer would take it for any: the one that its header names; else that of the exchange that it was published to,
/// where the transport tells; else, among events, the one whose members it has.
/// </summary>
/// <param name="bus">The bus.</param>
/// <param name="events">Integration events that the endpoint takes.</param>
/// <param name="ours">Messages of ours that it takes.</param>
internal sealed class MessageChoice(WorkflowBus bus, IReadOnlyCollection<Type> events, IReadOnlyCollection<Type> ours)
{
    private readonly Lazy<ILookup<string, Type>> _byExchange = new(() => ByExchange(bus.Bus.Topology, [.. events, .. ours]));
    private readonly ILookup<string, Type> _byName = events.Concat(ours).ToLookup(MessageUrn.ForTypeString, StringComparer.OrdinalIgnoreCase);

    /// <summary>All types that the endpoint takes.</summary>
    public IReadOnlySet<Type> Types { get; } = new HashSet<Type>([.. events, .. ours]);

    /// <exception cref="UnnamedMessageException">It may be of several types, or of none.</exception>
    public IReadOnlyCollection<Type> Of(ConsumeContext context)
    {
        var named = context.SupportedMessageTypes.SelectMany(name => _byName[name]).ToArray();
        if (named.Length > 0)
            return named;

        var published = context.ReceiveContext is RabbitMqBasicConsumeContext delivery ? _byExchange.Value[delivery.Exchange].ToArray() : [];
        return published.Length > 0 ? published : [MessageShape.Choose(context.ReceiveContext.Body, events)];
    }

    private static ILookup<string, Type> ByExchange(IBusTopology topology, IEnumerable<Type> types) =>
        types.Select(type => (Type: type, IsKnown: topology.TryGetPublishAddress(type, out var address), Address: address))
            .Where(pair => pair.IsKnown)
            .ToLookup(pair => NameIn(pair.Address!), pair => pair.Type, StringComparer.Ordinal);

    /// <summary>Its last segment: <c>rabbitmq://host/virtual-host/name?options</c>, or short, <c>exchange:name</c>.</summary>
    private static string NameIn(Uri address) => Uri.UnescapeDataString(address.AbsolutePath.Split('/')[^1]);
}
