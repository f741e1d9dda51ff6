using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Persistence.Memory;

namespace Workflows.Tests.Events;

/// <summary>An instance begins to listen while an event that found none is being kept.</summary>
public sealed class EventRouterTests
{
    private readonly Guid _listener = Guid.NewGuid();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_event_counts_as_matched_only_if_it_was_for_one_who_was_found(bool isTaken, int markedCount)
    {
        var (answers, offered) = await RouteAsync(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId), new OrderPaid("o-1"), isTaken);

        offered.ShouldBe([_listener]);
        answers.MarkedCount.ShouldBe(markedCount);
    }

    [Fact]
    public async Task Who_listens_with_a_key_as_earlier_releases_wrote_it_is_looked_for_too()
    {
        var (answers, _) = await RouteAsync(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => (e.OrderId, e.Amount), s => (s.OrderId, s.Amount)), new OrderPaid("o-1", 10.50m));

        answers.Keys.ShouldBe([new WaitKey("payment", "(o-1,10.5)"), new WaitKey("payment", "(o-1, 10.50)")]);
    }

    [Fact]
    public async Task A_key_that_is_written_as_ever_is_looked_for_once()
    {
        var (answers, _) = await RouteAsync(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId), new OrderPaid("o-1"));

        answers.Keys.ShouldBe([new WaitKey("payment", "o-1")]);
    }

    [Fact]
    public async Task One_that_cannot_be_read_keeps_none_of_many_others_from_the_event_and_the_delivery_fails_behind_them()
    {
        Guid[] listeners = [.. Enumerable.Range(0, 1_000).Select(_ => Guid.NewGuid())];
        var passage = new PoisonedPassage(listeners[0]);

        await Should.ThrowAsync<UnreadableRowException>(() =>
            RouteAsync(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId), new OrderPaid("o-1"), passage, listeners));

        passage.Offered.ShouldBe(listeners[1..], ignoreOrder: true);
    }

    [Fact]
    public async Task One_that_is_too_large_to_be_kept_goes_on_to_the_versions_that_others_know_before_the_delivery_fails()
    {
        var passage = new Passage(isTaken: false);

        var failure = await Should.ThrowAsync<UnstorableException>(() => RouteAsync(
            flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId), new OrderPaid("o-1"), passage, [], [3, 7], new ContentSize(10, "MessageSizeLimit")));

        failure.Message.ShouldContain("the limit is 10 (MessageSizeLimit)");
        passage.PassedOnFor.ShouldBe([7]);
    }

    private async Task<(LateListener Answers, List<Guid> Offered)> RouteAsync(Action<IWorkflowBuilder<Order>> define, OrderPaid message, bool isTaken = true)
    {
        var passage = new Passage(isTaken);
        return (await RouteAsync(define, message, passage, [_listener]), passage.Offered);
    }

    private static async Task<LateListener> RouteAsync(Action<IWorkflowBuilder<Order>> define, OrderPaid message, IEventPassage passage, Guid[] listeners, int[]? onlyFor = null, ContentSize? limit = null)
    {
        var plan = Plans.Of(define);
        var (gateway, answers) = LateListener.Create(listeners);
        var json = WorkflowJson.ForStates(limit ?? ContentSize.Unlimited, []);
        var options = new EventOptions(new EventWindows(TimeSpan.FromMinutes(5), new Dictionary<Type, TimeSpan>()), new EngineJson(json, json));
        var clock = new ManualClock();
        var registry = new WorkflowRegistry([plan]);
        var none = MemoryGateway.To(new MemoryWorkflowStore(), clock);
        var unknown = new UnknownVersions(registry, new WorkflowEndpoints(), new KnownDefinitions(none, clock), new KnownProcesses(none, registry, clock), gateway);
        var router = new EventRouter(gateway, registry, unknown, new EventKeeper(gateway, options, clock, NullLogger<EventKeeper>.Instance), Keyless.Events(), new FormerWaits());

        await router.RouteAsync(new DeliveredEvent(plan, typeof(OrderPaid), Guid.NewGuid(), message, IsRedelivered: false) { OnlyFor = onlyFor }, passage, TestContext.Current.CancellationToken);
        return answers;
    }

    /// <summary>One instance fails; no other is served before that.</summary>
    private sealed class PoisonedPassage(Guid poisoned) : IEventPassage
    {
        private readonly TaskCompletionSource _hasFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public System.Collections.Concurrent.ConcurrentQueue<Guid> Offered { get; } = [];

        public async Task<EventOffer> OfferAsync(Guid instanceId)
        {
            if (instanceId == poisoned)
            {
                _hasFailed.SetResult();
                throw new UnreadableRowException("It is nonsense.");
            }

            await _hasFailed.Task;
            Offered.Enqueue(instanceId);
            return new EventOffer(true);
        }

        public Task ResumeAsync(Guid instanceId) => Task.CompletedTask;

        public Task<bool> TryPassOnAsync(IReadOnlyCollection<int> versions) => Task.FromResult(false);
    }

    private sealed class Passage(bool isTaken) : IEventPassage
    {
        public List<Guid> Offered { get; } = [];

        public List<int> PassedOnFor { get; } = [];

        public Task<EventOffer> OfferAsync(Guid instanceId)
        {
            Offered.Add(instanceId);
            return Task.FromResult(new EventOffer(isTaken));
        }

        public Task ResumeAsync(Guid instanceId) => Task.CompletedTask;

        public Task<bool> TryPassOnAsync(IReadOnlyCollection<int> versions)
        {
            PassedOnFor.AddRange(versions);
            return Task.FromResult(versions.Count > 0);
        }
    }
}

/// <summary>A gateway whose instances are found the second time.</summary>
public class LateListener : DispatchProxy
{
    private Guid[] _listeners = [];
    private int _askedCount;

    public int MarkedCount { get; private set; }

    internal IReadOnlyList<WaitKey> Keys { get; private set; } = [];

    internal static (IInstanceGateway Gateway, LateListener Answers) Create(params Guid[] listeners)
    {
        var gateway = Create<IInstanceGateway, LateListener>();
        var answers = (LateListener)(object)gateway;
        answers._listeners = listeners;
        return (gateway, answers);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IInstanceGateway.FindSubscribersAsync):
                Keys = (IReadOnlyList<WaitKey>)args![1]!;
                return Task.FromResult<IReadOnlyList<Guid>>(_askedCount++ == 0 ? [] : _listeners);
            case nameof(IInstanceGateway.MarkOfferedAsync):
                MarkedCount++;
                return Task.CompletedTask;
            case nameof(IInstanceGateway.FindTakersAsync):
                return Task.FromResult<IReadOnlyList<Guid>>([]);
            case nameof(IInstanceGateway.ParkAsync):
                return Task.CompletedTask;
            default:
                throw new NotSupportedException(targetMethod.Name);
        }
    }
}
