using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Testing;

/// <summary>
/// Runs workflows in a test, on MassTransit's transport in memory, with the store in memory and a clock that stands still: nothing waits for real time.
/// It starts what the container hosts when it is first used. Registered by <c>AddWorkflowTestHarness</c> or <c>AddWorkflowTesting</c>.
/// </summary>
public sealed partial class WorkflowTestHarness : IAsyncDisposable
{
    private readonly TestParts _parts;
    private readonly AsyncServiceScope _scope;
    private readonly List<StepGate> _gates = [];

    internal WorkflowTestHarness(IServiceProvider services, TestParts parts)
    {
        Services = services;
        _parts = parts;
        _scope = services.CreateAsyncScope();
    }

    /// <summary>The container.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The clock. Move it with <see cref="AdvanceAsync"/>, so that what falls due happens.</summary>
    public ManualClock Clock => _parts.Clock;

    /// <summary>The bus of the workflows. Asking for it starts what the container hosts.</summary>
    /// <exception cref="WorkflowDefinitionException">The container lacks services that steps take.</exception>
    public IBus Bus
    {
        get
        {
            _parts.Host.EnsureStarted();
            return Services.GetRequiredService<WorkflowBus>().Bus;
        }
    }

    /// <summary>The client of the workflows: for operations, lists and all the rest. Asking for it starts what the container hosts.</summary>
    /// <exception cref="WorkflowDefinitionException">The container lacks services that steps take.</exception>
    public IWorkflowClient Client
    {
        get
        {
            _parts.Host.EnsureStarted();
            return _scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        }
    }

    /// <summary>Real time after which waiting for the workflows to come to rest fails. Default: 30 seconds.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages that a consumer failed on, oldest first.</summary>
    public IReadOnlyList<FaultedMessage> Faults => _parts.Messages.Faults;

    /// <summary>Starts what the container hosts, unless that has happened. Everything else here does so by itself.</summary>
    /// <exception cref="WorkflowDefinitionException">The container lacks services that steps take.</exception>
    public Task EnsureStartedAsync() => _parts.Host.EnsureStartedAsync();

    /// <summary>Lets everyone pass the gates, and stops what this harness started. The end of the container calls it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gates)
            _gates.ForEach(gate => gate.Open());

        await _parts.Host.StopAsync();
        await _scope.DisposeAsync();
    }
}
