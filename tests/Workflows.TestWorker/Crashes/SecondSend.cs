using MassTransit;
using Microsoft.Extensions.Hosting;
using Workflows.Contracts;

namespace Workflows.TestWorker.Crashes;

/// <summary>
/// Sends the engine's own messages a second time, a little later: duplicates, out of order. None is begun once the process is told to stop, and the bus
/// stays until those under way are sent: one that fell into its end would be an error in the log of a process that did nothing wrong.
/// </summary>
internal sealed class SecondSend(IServiceProvider services, TimeProvider time) : ISendObserver, IHostedLifecycleService
{
    private const string Mark = "second";
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _underWay = [];
    private bool _isStopping;
    private int _sentCount;
    private int _againCount;

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context)
        where T : class
    {
        if (context.Message is ExecuteStep or TimerElapsed or StepRunning or StepEnded or RedriveWorkflow && !context.Headers.TryGetHeader(Mark, out _))
            Begin(() => SendAgainAsync(context, TimeSpan.FromMilliseconds(Interlocked.Increment(ref _sentCount) * 37 % 300)));

        return Task.CompletedTask;
    }

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isStopping = true;
            return Task.WhenAll(_underWay);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override string ToString() => $"sent again {_againCount}";

    private void Begin(Func<Task> sendAgainAsync)
    {
        lock (_lock)
        {
            _underWay.RemoveWhere(task => task.IsCompletedSuccessfully);
            if (!_isStopping)
                _underWay.Add(sendAgainAsync());
        }
    }

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
