using System.Collections.Concurrent;
using MassTransit;

namespace Workflows.Tests.Operations;

/// <summary>Takes what lands in the error queue of an endpoint.</summary>
internal sealed class ErrorQueue(string endpoint)
{
    private readonly ConcurrentQueue<object> _messages = new();

    public IReadOnlyCollection<object> Messages => _messages;

    public void AddTo<TMessage>(IInMemoryBusFactoryConfigurator configurator)
        where TMessage : class => configurator.ReceiveEndpoint($"{endpoint}_error", queue =>
        {
            queue.ConfigureConsumeTopology = false;
            queue.Handler<TMessage>(context =>
            {
                _messages.Enqueue(context.Message);
                return Task.CompletedTask;
            });
        });
}
