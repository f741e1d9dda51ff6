using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Instances;
using Workflows.Persistence.Memory;

namespace Workflows.Tests.Acceptance;

/// <summary>
/// A broker that takes a message at once and is slow to say so: who publishes it waits, while consumers have it already. It ends when the test says so.
/// </summary>
internal sealed class SlowSends : IPublishObserver
{
    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Guid> _waiting = new();

    /// <summary>Names of the messages that it is slow with.</summary>
    public HashSet<string> Types { get; } = [nameof(OrderShipped)];

    /// <summary>Ids of the messages whose publishers wait or waited.</summary>
    public IReadOnlyList<Guid> Waiting => [.. _waiting];

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SlowSends>();
        services.AddPublishObserver(provider => provider.GetRequiredService<SlowSends>());
    }

    public void Answer() => _answers.TrySetResult();

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public async Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        if (!Types.Contains(typeof(T).Name))
            return;

        _waiting.Enqueue(context.MessageId!.Value);
        await _answers.Task;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    /// <summary>The one instance of the bus as it is stored, read without waiting for anything to come to rest.</summary>
    public static async Task<WorkflowInstance?> InstanceAsync(TestBus bus)
    {
        var id = bus.Harness.RunsOf<InlineWorkflow<Order>>().SingleOrDefault()?.InstanceId;
        return id is null ? null : (await bus.Get<MemoryWorkflowStore>().LoadAsync([id.Value], CancellationToken.None))[0];
    }
}
