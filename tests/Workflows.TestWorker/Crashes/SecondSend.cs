using MassTransit;
using Workflows.Contracts;

namespace Workflows.TestWorker.Crashes;

/// <summary>Sends the engine's own messages a second time, a little later: duplicates, out of order.</summary>
internal sealed class SecondSend(IServiceProvider services, TimeProvider time) : ISendObserver
{
    private const string Mark = "second";
    private int _sentCount;
    private int _againCount;

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context)
        where T : class
    {
        if (context.Message is ExecuteStep or TimerElapsed or StepRunning or StepEnded or RedriveWorkflow && !context.Headers.TryGetHeader(Mark, out _))
            _ = SendAgainAsync(context, TimeSpan.FromMilliseconds(Interlocked.Increment(ref _sentCount) * 37 % 300));

        return Task.CompletedTask;
    }

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public override string ToString() => $"sent again {_againCount}";

    private async Task SendAgainAsync<T>(SendContext<T> first, TimeSpan delay)
        where T : class
    {
        var (address, message, id) = (first.DestinationAddress!, first.Message, first.MessageId);
        await Task.Delay(delay, time);
        var bus = (IBus)services.GetService(typeof(IBus))!;
        var endpoint = await bus.GetSendEndpoint(address);
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(context =>
        {
            context.MessageId = id;
            context.Headers.Set(Mark, true);
        }));
        Interlocked.Increment(ref _againCount);
    }
}
