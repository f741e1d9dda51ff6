using System.Collections.Concurrent;
using MassTransit;

namespace Workflows.Tests.Acceptance;

/// <summary>Sends every message a second time, with the same id, as soon as it is sent; and once more when the test asks for it.</summary>
internal sealed class Duplicator(Lazy<IBus> bus) : ISendObserver, IPublishObserver
{
    private const string Mark = "Duplicate";

    private readonly ConcurrentQueue<Func<Task>> _again = new();

    public async Task SendAllAgainAsync()
    {
        foreach (var again in _again)
            await again();
    }

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context)
        where T : class
    {
        var (message, id, address) = (context.Message, context.MessageId, context.DestinationAddress!);
        return DuplicateAsync(context, async () =>
        {
            var endpoint = await bus.Value.GetSendEndpoint(address);
            await endpoint.Send(message, copy => MarkAs(copy, id));
        });
    }

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        var (message, id) = (context.Message, context.MessageId);
        return DuplicateAsync(context, () => bus.Value.Publish(message, copy => MarkAs(copy, id)));
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    private static void MarkAs(SendContext copy, Guid? id)
    {
        copy.MessageId = id;
        copy.Headers.Set(Mark, "yes");
    }

    private Task DuplicateAsync(SendContext context, Func<Task> send)
    {
        if (context.Headers.TryGetHeader(Mark, out _))
            return Task.CompletedTask;

        _again.Enqueue(send);
        return send();
    }
}
