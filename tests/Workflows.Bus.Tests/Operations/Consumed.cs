using MassTransit;

namespace Workflows.Tests.Operations;

/// <summary>Counts the messages of a type that were consumed, by their ids.</summary>
internal sealed class Consumed<TMessage> : IConsumeMessageObserver<TMessage>
    where TMessage : class
{
    private readonly List<Guid?> _ids = [];

    public int CountOf(Guid messageId)
    {
        lock (_ids)
            return _ids.Count(id => id == messageId);
    }

    public Task PreConsume(ConsumeContext<TMessage> context) => Task.CompletedTask;

    public Task PostConsume(ConsumeContext<TMessage> context)
    {
        lock (_ids)
            _ids.Add(context.MessageId);

        return Task.CompletedTask;
    }

    public Task ConsumeFault(ConsumeContext<TMessage> context, Exception exception) => Task.CompletedTask;
}
