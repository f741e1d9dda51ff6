using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Definition;
using Workflows.Definition.Export;
using Workflows.Engine;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Persistence.Memory;

namespace Workflows.Tests.Events.Mixes;

/// <summary>A process with some versions of a workflow, on a store that it shares with others. What it does with events is the engine's own.</summary>
internal sealed class Process
{
    private static readonly WorkflowJson _json = WorkflowJson.ForStates();
    private static readonly WorkflowEndpoints _endpoints = new();

    private readonly MemoryWorkflowStore _store;
    private readonly ManualClock _clock;
    private readonly WorkflowRegistry _registry;
    private readonly TransitionRunner _runner;
    private readonly EventRouter _router;
    private readonly KeptForVersions _kept;
    private readonly UnknownEvents _strange;
    private readonly MemoryProcessStore _processes;
    private readonly RunningProcess _self;

    public Process(MemoryWorkflowStore store, ManualClock clock, WorkflowRegistry registry, Broker broker)
    {
        (_store, _clock) = (store, clock);
        var json = new EngineJson(_json, _json);
        var engine = new WorkflowEngine(new EngineSettings { Json = json.States, EventJson = json.Events });
        _registry = registry;
        var gateway = MemoryGateway.To(store, clock);
        _runner = new TransitionRunner(gateway, new InstanceGate(), new InstanceCache(), _registry, engine, clock);
        var options = new EventOptions(new EventWindows(TimeSpan.FromMinutes(5), new Dictionary<Type, TimeSpan>()), json);
        var (definitions, processes) = (new KnownDefinitions(gateway, clock), new KnownProcesses(gateway, _registry, clock));
        var keeper = new EventKeeper(gateway, options, clock, NullLogger<EventKeeper>.Instance);
        _router = new EventRouter(gateway, _registry, new UnknownVersions(_registry, _endpoints, definitions, processes, gateway), keeper, Keyless.Events(), new FormerWaits());
        _strange = new UnknownEvents(new UnknownTypes(_registry, definitions, processes, gateway), keeper, clock, NullLogger<UnknownEvents>.Instance);
        var effects = new EffectDispatcher(null!, null!, new Silence(), new EarlyEffects(new EndpointReadiness()), clock, NullLogger<EffectDispatcher>.Instance);
        _kept = new KeptForVersions(gateway, _registry, _router, new KeptPassages(_runner, effects), new KeptMessages(gateway, new Route(broker), Quarantines.On(store, clock), NullLogger<KeptMessages>.Instance), options, Quarantines.On(store, clock), NullLogger<KeptForVersions>.Instance);
        _processes = new MemoryProcessStore(store, clock);
        _self = new RunningProcess(Guid.NewGuid(), "process", [.. registry.Plans.Select(plan => new ProcessDefinition(plan.Name, plan.Version))]);
    }

    public IEnumerable<string> Endpoints => _registry.Plans.Select(plan => _endpoints.InstancesOf(plan.WorkflowType));

    public IEnumerable<int> Versions => _registry.Plans.Select(plan => plan.Version);

    public IEnumerable<Type> EventTypesAt(string endpoint) => PlansAt(endpoint).SelectMany(plan => plan.EventTypes).Distinct();

    public async Task RegisterAsync()
    {
        await _store.RegisterDefinitionsAsync(
            [.. _registry.Plans.Select(plan => DefinitionViewOf.Plan(plan, _endpoints.InstancesOf(plan.WorkflowType)))], _clock.GetUtcNow(), CancellationToken.None);
        await _processes.NoteAsync(_self, CancellationToken.None);
    }

    public Task EndAsync() => _processes.ForgetAsync(_self.Id, CancellationToken.None);

    public async Task BeginAsync(Guid instanceId, int version, Bell state)
    {
        var plan = _registry.Find("Bell", version)!;
        await _runner.RunAsync(instanceId, _ => new ValueTask<Decision?>(_runner.Start(plan.Identity, instanceId, new StartTrigger { State = state }, _clock.GetUtcNow())), CancellationToken.None, isNew: true);
    }

    public async Task TakeAsync(string endpoint, Broker.Copy copy, Broker broker)
    {
        var handedOnFor = await HandOnAsync(endpoint, copy, broker);
        foreach (var plan in PlansAt(endpoint))
        {
            foreach (var type in plan.EventTypes.Where(type => type.IsInstanceOfType(copy.Message)))
            {
                var delivered = new DeliveredEvent(plan, type, copy.EventId, copy.Message, IsRedelivered: false) { OnlyFor = copy.OnlyFor, HandedOnFor = handedOnFor, Types = copy.Types.Select(MessageName.Of) };
                await _router.RouteAsync(delivered, new Passage(this, delivered, endpoint, copy, broker), CancellationToken.None);
            }
        }
    }

    public Task TakeUpAsync() => _kept.TakeUpAsync(CancellationToken.None);

    private IEnumerable<WorkflowPlan> PlansAt(string endpoint) => _registry.Plans.Where(plan => _endpoints.InstancesOf(plan.WorkflowType) == endpoint);

    private async Task<IReadOnlyCollection<int>> HandOnAsync(string endpoint, Broker.Copy copy, Broker broker)
    {
        string[] types = [.. copy.Types.Select(MessageName.Of)];
        string[] unknown = [.. types.Except(EventTypesAt(endpoint).Select(MessageName.Of))];
        if (unknown.Length == 0)
            return [];

        var strange = new StrangeEvent("Bell", endpoint, copy.EventId, unknown, IsUntaken: unknown.Length == types.Length)
        {
            OnlyFor = copy.OnlyFor,
            KeptSince = copy.KeptSince,
            Content = () => new RawMessage { ContentType = null, Body = JsonSerializer.SerializeToUtf8Bytes(copy.Message), MessageId = copy.EventId, Types = types },
        };
        return await _strange.TryHandOnAsync(strange, versions => Task.FromResult(copy.TryPassOn(endpoint, versions, broker)), CancellationToken.None);
    }

    /// <summary>A message that was kept comes to the queue again.</summary>
    private sealed class Route(Broker broker) : IKeptMessageRoute
    {
        public Task SendAsync(WorkflowPlan plan, RawMessage message, DateTimeOffset keptSince, CancellationToken cancellationToken)
        {
            var type = new[] { typeof(BellRang), typeof(BellTolled), typeof(BellStruck) }.Single(type => MessageName.Of(type) == message.Types[0]);
            broker.Enqueue(_endpoints.InstancesOf(plan.WorkflowType), new Broker.Copy(message.MessageId, JsonSerializer.Deserialize(message.Body, type)!, [plan.Version]) { KeptSince = keptSince });
            return Task.CompletedTask;
        }
    }

    private sealed class Passage(Process process, DeliveredEvent delivered, string endpoint, Broker.Copy copy, Broker broker) : IEventPassage
    {
        public async Task<EventOffer> OfferAsync(Guid instanceId)
        {
            var instance = (await process._store.LoadAsync([instanceId], CancellationToken.None))[0]!;
            if (process._registry.Find(instance.Workflow, instance.Version) is null || !delivered.IsFor(instance.Version))
                return new EventOffer(delivered.IsFor(instance.Version), delivered.IsFor(instance.Version) ? instance.Version : null);

            var outcome = await process._runner.RunAsync(instanceId, new EventTrigger { EventId = copy.EventId, EventType = delivered.EventType, Event = copy.Message }, CancellationToken.None);
            return new EventOffer(outcome.Decision is not Ignored { IsUnmatched: true });
        }

        public Task ResumeAsync(Guid instanceId) => Task.CompletedTask;

        public Task<bool> TryPassOnAsync(IReadOnlyCollection<int> versions) => Task.FromResult(copy.TryPassOn(endpoint, versions, broker));
    }

    private sealed class Silence : IEffectListener
    {
        public void Committed(Transition transition)
        {
        }

        public ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public Task<IReadOnlyList<Transition>> SubscribedAsync(WorkflowInstance instance, ImmutableArray<Subscription> subscriptions, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Transition>>([]);
    }
}
