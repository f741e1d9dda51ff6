using MassTransit;
using Workflows.Contracts;
using Workflows.Diagnostics;

namespace Workflows.Runtime;

/// <summary>Puts the identity of the store on messages that only processes on the same store may take: those between instances, their steps and their timers.</summary>
internal sealed class StoreMark(StoreIdentity identity) : ISendObserver
{
    public Task PreSend<T>(SendContext<T> context)
        where T : class
    {
        if (Marked<T>.Is && identity.Value is { } store && !context.Headers.TryGetHeader(StoreIdentity.Header, out _))
            context.Headers.Set(StoreIdentity.Header, store);

        return Task.CompletedTask;
    }

    public Task PostSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    private static class Marked<T>
    {
        public static readonly bool Is = typeof(T) == typeof(ExecuteStep) || typeof(T) == typeof(StepEnded) || typeof(T) == typeof(StepRunning)
            || typeof(T) == typeof(TimerElapsed) || typeof(T) == typeof(RedriveWorkflow);
    }
}
