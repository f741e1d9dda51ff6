using MassTransit;

namespace Workflows.TestWorker.Crashes;

/// <summary>Dies around what is sent and published. The subject is the name of the message type.</summary>
internal sealed class CrashOnSend(CrashPlan plan) : ISendObserver, IPublishObserver
{
    public Task PreSend<T>(SendContext<T> context)
        where T : class
    {
        plan.Pass("before send", typeof(T).Name);
        return Task.CompletedTask;
    }

    public Task PostSend<T>(SendContext<T> context)
        where T : class
    {
        plan.Pass("after send", typeof(T).Name);
        return Task.CompletedTask;
    }

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => PreSend(context);

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => PostSend(context);

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
