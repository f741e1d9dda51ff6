using System.Globalization;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Turns what a step published and sent into messages that are kept with the instance. What could never be sent fails here, in the attempt.</summary>
internal sealed class HeldMessages(BusSender sender, WorkflowBus bus, EngineJson json, DurableWorkflowOptions options)
{
    /// <summary>Whether the bus writes objects only. What is read back for it must be all that the step gave.</summary>
    private readonly Lazy<bool> _isReadBack = new(() =>
        !HeldBodySerializer.CanReplace(bus.Instance.HostConfiguration.BusConfiguration.Serialization.CreateSerializerCollection().GetMessageSerializer()));

    /// <exception cref="UnstorableException">One of them cannot be written, cannot be read back where the bus needs that, or is too large.</exception>
    /// <exception cref="SendRefusedException">One of them goes to an address that nobody can send to.</exception>
    public async ValueTask<IReadOnlyList<HeldMessage>> OfAsync(StepContext context)
    {
        if (context.Held.Count == 0)
            return [];

        foreach (var address in context.Held.Select(call => call.Destination).OfType<Uri>().Distinct())
            await sender.CheckAsync(address);

        HeldMessage[] held = [.. context.Held.Select((call, index) => Of(context, call, index))];
        Check(held);
        return held;
    }

    /// <summary>They are kept with the instance until they are sent, all in one row.</summary>
    private void Check(HeldMessage[] held)
    {
        var (size, limit) = (held.Sum(message => (long)message.Body.Length), DurableWorkflowOptions.TogetherOf(options.MessageSizeLimit));
        if (size > limit)
            throw new UnstorableException(string.Create(CultureInfo.InvariantCulture, $"The {held.Length} messages of the step have {size:N0} characters together, but the limit is {limit:N0} (four times MessageSizeLimit). Publish fewer in one step, or refer to what is large."));
    }

    private HeldMessage Of(StepContext context, HeldCall call, int index)
    {
        var actual = call.Message.GetType();
        return new HeldMessage
        {
            MessageId = DeterministicId.OfMessage(context.InstanceId, context.Token, context.Attempt, index),
            Destination = call.Destination,
            MessageType = NameOf(call.Type),
            MessageUrn = MessageName.Of(call.Type),
            BodyType = actual == call.Type || actual.Assembly.IsDynamic ? null : NameOf(actual),
            Body = json.Events.Serialize(call.Message, actual, _isReadBack.Value && !actual.Assembly.IsDynamic),
            Headers = call.Headers,
        };
    }

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
