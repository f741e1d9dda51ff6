using MassTransit;

namespace Workflows.Runtime;

/// <summary>
/// Knows when every receive endpoint of the bus is there. Before that a message to a queue of ours could find no queue yet, and be lost.
/// </summary>
/// <param name="isOurs">Tells the bus from others in the process. Null: there are no others.</param>
internal sealed class EndpointReadiness(Func<IBus, bool>? isOurs = null) : IBusObserver
{
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitAsync(CancellationToken cancellationToken) =>
        _ready.Task.IsCompleted ? Task.CompletedTask : _ready.Task.WaitAsync(cancellationToken);

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    public void PostCreate(IBus bus)
    {
    }

    public void CreateFaulted(Exception exception)
    {
    }

    public Task PreStart(IBus bus) => Task.CompletedTask;

    public async Task PostStart(IBus bus, Task<BusReady> busReady)
    {
        if (!IsOurs(bus))
            return;

        await busReady;
        _ready.TrySetResult();
    }

    public Task StartFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    public Task PreStop(IBus bus) => Task.CompletedTask;

    public Task PostStop(IBus bus)
    {
        if (IsOurs(bus))
            _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Task.CompletedTask;
    }

    public Task StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    private bool IsOurs(IBus bus) => isOurs is null || isOurs(bus);
}
