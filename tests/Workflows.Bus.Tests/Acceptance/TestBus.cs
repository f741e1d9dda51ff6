using System.Collections.Immutable;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>A bus in memory with one workflow whose declarations stand in the test.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    public TestBus(
        Action<IWorkflowBuilder<Order>> define,
        Action<IDurableWorkflowConfigurator>? configure = null,
        Action<IServiceCollection>? services = null,
        TestBus? continues = null,
        Action<IBusRegistrationConfigurator>? messaging = null,
        Action<IServiceCollection>? replacements = null)
        : this(
            w =>
            {
                w.AddWorkflow(() => new InlineWorkflow<Order>(define));
                configure?.Invoke(w);
            },
            services,
            continues,
            messaging,
            replacements)
    {
    }

    public TestBus(
        Action<IDurableWorkflowConfigurator> declare,
        Action<IServiceCollection>? services = null,
        TestBus? continues = null,
        Action<IBusRegistrationConfigurator>? messaging = null,
        Action<IServiceCollection>? replacements = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(Log));
        services?.Invoke(collection);
        collection.AddMassTransitTestHarness(TextWriter.Null, configurator =>
        {
            messaging?.Invoke(configurator);
            configurator.AddDurableWorkflows(declare);
        });
        collection.AddWorkflowTesting(continues?.Harness);
        replacements?.Invoke(collection);
        Services = collection.BuildServiceProvider(validateScopes: true);
        Harness = Services.GetRequiredService<WorkflowTestHarness>();
    }

    private Uri InstancesAddress => WorkflowEndpoints.AddressOf(Get<WorkflowEndpoints>().InstancesOf(typeof(InlineWorkflow<Order>)));

    public ServiceProvider Services { get; }

    public WorkflowTestHarness Harness { get; }

    public CapturedLog Log { get; } = new();

    public IWorkflowClient Client => Harness.Client;

    public DateTimeOffset Now => Harness.Clock.GetUtcNow();

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<WorkflowRun> StartAsync(Order? order = null, StartOptions? options = null) =>
        Harness.StartAsync<InlineWorkflow<Order>>(order ?? new Order(), options);

    public Task PublishAsync<TEvent>(TEvent @event)
        where TEvent : class => Harness.PublishAsync(@event);

    /// <summary>Sends a message of ours to the endpoint of the workflow, and waits until it is handled with all that follows.</summary>
    public async Task SendAsync<TMessage>(TMessage message)
        where TMessage : class
    {
        await CarryAsync(message);
        CheckRest();
    }

    /// <summary>The same for what comes of steps that run elsewhere.</summary>
    public async Task CarryAsync<TMessage>(TMessage message)
        where TMessage : class
    {
        await Harness.EnsureStartedAsync();
        var target = await Harness.Bus.GetSendEndpoint(InstancesAddress);
        await target.Send(message, TestContext.Current.CancellationToken);
        await Harness.RunUntilIdleAsync();
    }

    /// <summary>Sends a message of ours to the endpoint of the workflow, and waits for the answer.</summary>
    public async Task<TAnswer> AskAsync<TMessage, TAnswer>(TMessage message)
        where TMessage : class
        where TAnswer : class
    {
        await Harness.EnsureStartedAsync();
        var client = Harness.Bus.CreateRequestClient<TMessage>(InstancesAddress, RequestTimeout.After(m: 1));
        return (await client.GetResponse<TAnswer>(message, TestContext.Current.CancellationToken)).Message;
    }

    /// <summary>Waits until nothing moves, and checks that nothing was left lying.</summary>
    public async Task SettleAsync()
    {
        await Harness.RunUntilIdleAsync();
        CheckRest();
    }

    public async Task AdvanceAsync(TimeSpan time)
    {
        await Harness.AdvanceAsync(time);
        CheckRest();
    }

    public async Task<WorkflowRun> CompleteAsync(WorkflowRun run, params object[] events)
    {
        await Harness.RunToCompletionAsync(run, events);
        CheckRest();
        return run;
    }

    /// <summary>The instance as it is stored.</summary>
    public WorkflowInstance Stored(WorkflowRun run)
    {
        var loaded = Services.GetRequiredService<MemoryWorkflowStore>().LoadAsync([run.InstanceId], CancellationToken.None);
        loaded.IsCompleted.ShouldBeTrue();
        return loaded.GetAwaiter().GetResult()[0].ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync() => await Services.DisposeAsync();

    /// <summary>A step whose message went out is being run by somebody, and what steps published is sent.</summary>
    private void CheckRest()
    {
        var running = Get<global::Workflows.Steps.RunningSteps>().All.Select(step => step.Key).ToImmutableHashSet();
        foreach (var run in Harness.RunsOf<InlineWorkflow<Order>>())
        {
            var instance = Stored(run);
            instance.Execution.Outbox.ShouldBeEmpty();
            foreach (var token in instance.Execution.Tokens.Where(token => token.State == WorkflowTokenState.Dispatched))
                running.ShouldContain(new global::Workflows.Instances.RunningKey(instance.Id, token.Id, token.Attempt), $"nobody runs '{token.Node}'. {run}");

            if (!instance.Status.IsTerminal())
                instance.Status.ShouldBe(StatusOf.Living(instance.Execution));
        }
    }
}
