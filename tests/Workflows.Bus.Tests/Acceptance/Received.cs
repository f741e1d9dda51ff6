using System.Collections.Concurrent;
using MassTransit;

namespace Workflows.Tests.Acceptance;

/// <summary>Notes the messages that a consumer got.</summary>
internal sealed class Received<TMessage>
    where TMessage : class
{
    private readonly ConcurrentQueue<(Guid? Id, TMessage Message)> _messages = new();

    public IReadOnlyList<(Guid? Id, TMessage Message)> Messages => [.. _messages];

    public void Note(ConsumeContext<TMessage> context) => _messages.Enqueue((context.MessageId, context.Message));
}

/// <summary>A consumer of the user's own.</summary>
internal sealed class NotingConsumer<TMessage>(Received<TMessage> received) : IConsumer<TMessage>
    where TMessage : class
{
    public Task Consume(ConsumeContext<TMessage> context)
    {
        received.Note(context);
        return Task.CompletedTask;
    }
}
