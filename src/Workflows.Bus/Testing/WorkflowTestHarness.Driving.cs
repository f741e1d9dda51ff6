using MassTransit;
using Workflows.Contracts;

namespace Workflows.Testing;

public sealed partial class WorkflowTestHarness
{
    /// <summary>Starts an instance, and returns when nothing moves any more (see <see cref="RunUntilIdleAsync"/>).</summary>
    /// <typeparam name="TWorkflow">The workflow, in any version: new instances start on the newest.</typeparam>
    /// <exception cref="WorkflowRefusedException">The start is refused.</exception>
    /// <exception cref="WorkflowAssertionException">It does not come to rest in time.</exception>
    public async Task<WorkflowRun> StartAsync<TWorkflow>(object state, StartOptions? options = null)
        where TWorkflow : Workflow
    {
        await EnsureStartedAsync();
        var accepted = await Client.StartAsync(NameOf<TWorkflow>(), state, options);
        await _parts.Time.SettleAsync(Patience);
        return Run(accepted.InstanceId);
    }

    /// <summary>Publishes an event, and returns when nothing moves any more (see <see cref="RunUntilIdleAsync"/>). To go on at once, publish on <see cref="Bus"/>.</summary>
    /// <exception cref="WorkflowAssertionException">A consumer failed on it, or things do not come to rest in time.</exception>
    public Task PublishAsync<TEvent>(TEvent @event)
        where TEvent : class => DeliverAsync(@event, typeof(TEvent), NewId.NextGuid());

    /// <summary>Publishes an event under a message id: to test what the same message does when it comes twice.</summary>
    /// <exception cref="WorkflowAssertionException">A consumer failed on it, or things do not come to rest in time.</exception>
    public Task PublishAsync<TEvent>(TEvent @event, Guid messageId)
        where TEvent : class => DeliverAsync(@event, typeof(TEvent), messageId);

    /// <summary>Sends an event to one instance, whatever its key, and returns when nothing moves any more.</summary>
    /// <exception cref="WorkflowRefusedException">No wait ahead of the instance takes it.</exception>
    /// <exception cref="WorkflowAssertionException">Things do not come to rest in time.</exception>
    public async Task SendEventAsync(WorkflowRun run, object @event, OperationOptions? operation = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        await EnsureStartedAsync();
        await Client.SendEventAsync(run.InstanceId, @event, operation);
        await _parts.Time.SettleAsync(Patience);
    }

    /// <summary>Runs an operation, and returns when nothing moves any more: <c>OperateAsync(client => client.RetryAsync(run.InstanceId))</c>.</summary>
    /// <param name="operation">Asks the client for one or for several.</param>
    /// <exception cref="WorkflowRefusedException">It is refused.</exception>
    /// <exception cref="WorkflowAssertionException">Things do not come to rest in time.</exception>
    public async Task OperateAsync(Func<IWorkflowClient, Task> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await EnsureStartedAsync();
        await operation(Client);
        await _parts.Time.SettleAsync(Patience);
    }

    /// <summary>
    /// Waits until nothing moves any more: no message lies in a queue or is being handled, and every running step rests at a gate or waits for the clock.
    /// </summary>
    /// <exception cref="WorkflowAssertionException">It does not come to rest in time; the message says what is still busy.</exception>
    public async Task RunUntilIdleAsync()
    {
        await EnsureStartedAsync();
        await _parts.Time.SettleAsync(Patience);
    }

    /// <summary>
    /// Lets time pass, from one due time to the next: at each the clock stands there, what is due happens, and everything comes to rest before time goes on.
    /// At the end stale instances are driven on and expired events dropped, as running processes do every few seconds.
    /// </summary>
    /// <exception cref="WorkflowAssertionException">It does not come to rest in time; the message says what is still busy.</exception>
    public async Task AdvanceAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        await EnsureStartedAsync();
        await _parts.Time.PassUntilAsync(Clock.GetUtcNow() + time, Patience);
    }

    /// <summary>
    /// Drives an instance to its end: publishes each given event when the instance waits for its type, in the order they are given, and lets time pass
    /// where nothing else is left to do.
    /// </summary>
    /// <exception cref="WorkflowAssertionException">It faults, is paused or waits for something that does not come; the message says where it stands.</exception>
    public async Task<WorkflowRun> RunToCompletionAsync(WorkflowRun run, params object[] events)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(events);
        await EnsureStartedAsync();
        await new Completion(run, events, _parts.Time, @event => DeliverAsync(@event, @event.GetType(), NewId.NextGuid())).RunAsync(Patience);
        return run;
    }

    private async Task DeliverAsync(object @event, Type eventType, Guid messageId)
    {
        await EnsureStartedAsync();
        var before = Faults.Count;
        await Bus.Publish(@event, eventType, Pipe.Execute<PublishContext>(context => context.MessageId = messageId));
        await _parts.Idleness.WaitForAsync(() => !_parts.Messages.Contains(messageId), $"The handling of {eventType.Name}", Patience);
        if (Faults.Skip(before).FirstOrDefault(fault => fault.MessageId == messageId) is { } fault)
            throw new WorkflowAssertionException($"The endpoint {fault.Endpoint} failed on {fault.MessageType}: {fault.Exception.Message}", fault.Exception);

        await _parts.Time.SettleAsync(Patience);
    }
}
