using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>A held message as an object, for whoever looks at it on its way.</summary>
/// <param name="Held">How it is kept.</param>
/// <param name="Type">Type that it goes out as.</param>
/// <param name="Message">The message.</param>
/// <param name="IsWhole">Whether it could be read; otherwise its members are at their defaults, and only MassTransit's own serializers write what was kept.</param>
internal sealed record HeldMessageContent(HeldMessage Held, Type Type, object Message, bool IsWhole)
{
    /// <exception cref="SendRefusedException">This process does not know the type.</exception>
    public static HeldMessageContent Of(HeldMessage held)
    {
        var type = HeldTypes.Find(held) ?? throw new SendRefusedException(
            $"A held message is of type {held.MessageType}, which this process cannot load. Deploy the assembly that declares it, then retry; a message that is renamed keeps its name on the bus by [MessageUrn(...)].");
        var actual = held.BodyType is null ? type : Type.GetType(held.BodyType) ?? type;
        try
        {
            return new HeldMessageContent(held, type, JsonSerializer.Deserialize(held.Body, actual, SystemTextJsonMessageSerializer.Options)!, IsWhole: true);
        }
        catch (Exception) when (actual is { IsAbstract: false, IsInterface: false })
        {
            return new HeldMessageContent(held, type, RuntimeHelpers.GetUninitializedObject(actual), IsWhole: false);
        }
        catch (Exception exception)
        {
            throw new SendRefusedException($"The held message {type.Name} cannot be read back: {exception.Message}", exception);
        }
    }

    /// <exception cref="SendRefusedException">The serializer of the bus would not write what is kept.</exception>
    public void ApplyTo(SendContext context)
    {
        context.MessageId = Held.MessageId;
        foreach (var (name, value) in Held.Headers ?? ReadOnlyDictionary<string, string>.Empty)
            context.Headers.Set(name, value);

        if (HeldBodySerializer.CanReplace(context.Serializer))
            context.Serializer = new HeldBodySerializer(Held.Body, Message, context.Serializer);
        else if (!IsWhole)
            throw new SendRefusedException($"The message {Type.Name} cannot be read back from JSON, and the serializer of the bus ({context.Serializer.ContentType}) writes objects only. Give it a public constructor and members of concrete types.");
    }
}
