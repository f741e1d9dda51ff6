using System.Reflection;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Runtime;
using Workflows.Testing;

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
        var plan = Plans.Of(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        var (gateway, answers) = LateListener.Create(_listener);
        var json = new WorkflowJson(WorkflowJson.CreateDefaultOptions());
        var windows = new EventWindows(TimeSpan.FromMinutes(5), new Dictionary<Type, TimeSpan>());
        var router = new EventRouter(gateway, new WorkflowRegistry([plan]), new EventOptions(windows, new EngineJson(json, json)), new ManualClock());
        var offered = new List<Guid>();

        await router.RouteAsync(
            new DeliveredEvent(plan, typeof(OrderPaid), Guid.NewGuid(), new OrderPaid("o-1"), IsRedelivered: false),
            id =>
            {
                offered.Add(id);
                return Task.FromResult(isTaken);
            },
            _ => Task.CompletedTask,
            TestContext.Current.CancellationToken);

        offered.ShouldBe([_listener]);
        answers.MarkedCount.ShouldBe(markedCount);
    }
}

/// <summary>A gateway whose one instance is found the second time.</summary>
public class LateListener : DispatchProxy
{
    private Guid _listener;
    private int _askedCount;

    public int MarkedCount { get; private set; }

    internal static (IInstanceGateway Gateway, LateListener Answers) Create(Guid listener)
    {
        var gateway = Create<IInstanceGateway, LateListener>();
        var answers = (LateListener)(object)gateway;
        answers._listener = listener;
        return (gateway, answers);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IInstanceGateway.FindSubscribersAsync):
                return Task.FromResult<IReadOnlyList<Guid>>(_askedCount++ == 0 ? [] : [_listener]);
            case nameof(IInstanceGateway.MarkOfferedAsync):
                MarkedCount++;
                return Task.CompletedTask;
            case nameof(IInstanceGateway.ParkAsync):
                return Task.CompletedTask;
            default:
                throw new NotSupportedException(targetMethod.Name);
        }
    }
}
