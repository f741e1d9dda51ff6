using MassTransit;

namespace Workflows.TestWorker.Crashes;

/// <summary>Dies around deliveries: before anything is done about one, or behind its acknowledgement. The subject is the name of the queue.</summary>
internal sealed class CrashOnReceive(CrashPlan plan) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context)
    {
        plan.Pass("before receive", QueueOf(context));
        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context)
    {
        plan.Pass("after receive", QueueOf(context));
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    private static string QueueOf(ReceiveContext context) => context.InputAddress.AbsolutePath.TrimStart('/');
}
