using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Context;

namespace Workflows.Runtime.Unnamed;

/// <summary>A message that is of the chosen types and of no other known one.</summary>
internal sealed class ChosenContext(ConsumeContext context, IReadOnlySet<Type> known, IReadOnlyCollection<Type> chosen) : ConsumeContextProxy(context)
{
    public override bool HasMessageType(Type messageType) => MayBe(messageType) && base.HasMessageType(messageType);

    public override bool TryGetMessage<T>([NotNullWhen(true)] out ConsumeContext<T>? consumeContext)
    {
        if (MayBe(typeof(T)))
            return base.TryGetMessage(out consumeContext);

        consumeContext = null;
        return false;
    }

    private bool MayBe(Type messageType) => !known.Contains(messageType) || chosen.Contains(messageType);
}
