using Microsoft.Extensions.Logging;
using Workflows.Definition.Export;
using Workflows.Events;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Testing;
using Workflows.Tests.Acceptance;
using Workflows.Tests.Persistence.Memory;

namespace Workflows.Tests.Events;

/// <summary>What becomes of an event that nobody here knows, while a release that takes it is on its way.</summary>
public sealed class UnknownEventsTests : IDisposable
{
    private const string Struck = "urn:message:Shop:BellStruck";

    private readonly ManualClock _clock = new();
    private readonly MemoryWorkflowStore _store = new();
    private readonly CapturedLog _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly UnknownEvents _events;
    private readonly List<int> _passedOn = [];

    public UnknownEventsTests()
    {
        var gateway = MemoryGateway.To(_store, _clock);
        var registry = new WorkflowRegistry([Plans.Of(new Ring())]);
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var types = new UnknownTypes(registry, new KnownDefinitions(gateway, _clock), new KnownProcesses(gateway, registry, _clock), gateway);
        _events = new UnknownEvents(types, keeper: null!, _clock, _loggers.CreateLogger<UnknownEvents>());
    }

    [Fact]
    public async Task It_is_held_until_a_release_says_that_it_takes_it()
    {
        var handing = HandOnAsync();
        handing.IsCompleted.ShouldBeFalse();
        var view = DefinitionViewOf.Plan(Plans.Of(new Ring()), "bell");
        await _store.RegisterDefinitionsAsync([view with { Version = 3, StartedBy = [Struck] }], _clock.GetUtcNow(), TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromMilliseconds(500));

        (await handing).ShouldBe([3]);
        _passedOn.ShouldBe([3]);
        _log.Lines.ShouldHaveSingleItem().EventId.ShouldBe(1605);
    }

    [Fact]
    public async Task It_is_given_up_after_five_seconds_and_further_ones_at_once()
    {
        var handing = HandOnAsync();
        for (var half = 0; half < 9; half++)
            _clock.Advance(TimeSpan.FromMilliseconds(500));
        handing.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromMilliseconds(500));

        (await handing).ShouldBeEmpty();
        HandOnAsync().IsCompletedSuccessfully.ShouldBeTrue();
        _log.Lines.ShouldHaveSingleItem().EventId.ShouldBe(1606);
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    private Task<IReadOnlyCollection<int>> HandOnAsync()
    {
        var strange = new StrangeEvent("Bell", "bell", Guid.NewGuid(), [Struck], IsUntaken: true) { Content = () => throw new InvalidOperationException("Nobody is to keep it.") };
        return _events.HandOnAsync(strange, PassOnAsync, TestContext.Current.CancellationToken);
    }

    private Task<bool> PassOnAsync(IReadOnlyCollection<int> versions)
    {
        _passedOn.AddRange(versions);
        return Task.FromResult(true);
    }

    [Workflow("Bell", Version = 2)]
    private sealed class Ring : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.WaitFor<OrderPaid>("ring").CorrelatedBy(e => e.OrderId, s => s.OrderId);
    }
}
