using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Instances;
using Workflows.Persistence.Grouping;
using Workflows.Persistence.Memory;
using Workflows.Testing;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.Tests.Persistence.Grouping;

public sealed class GroupedInstanceGatewayTests : IAsyncLifetime
{
    private readonly MemoryWorkflowStore _store = new();
    private readonly ManualClock _time = new();
    private readonly CommitStatistics _statistics = new();
    private readonly GroupedInstanceGateway _gateway;

    public GroupedInstanceGatewayTests() =>
        _gateway = new GroupedInstanceGateway(_store, new MemoryProcessStore(_store, _time), new MemorySearchStore(_store), new OutageRetry(new StoreAvailability(_time, NullLogger<StoreAvailability>.Instance), _ => false, exception => exception.Message, _time), _statistics, _time);

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Every_caller_gets_the_outcome_of_its_own_transition()
    {
        var transitionCount = 0;
        _statistics.Committed += count => Interlocked.Add(ref transitionCount, count);
        var known = Parcels.Start();
        await _gateway.CommitAsync(known, Canceled);
        var starts = Enumerable.Range(0, 500).Select(_ => Parcels.Start()).ToArray();

        var calls = starts.Select(start => _gateway.CommitAsync(start, Canceled)).ToArray();
        var repeated = _gateway.CommitAsync(known, Canceled);
        var taken = _gateway.CommitAsync(Parcels.Start(known.Instance.Key), Canceled);
        var poisoned = Parcels.Start();
        var refused = _gateway.CommitAsync(poisoned with { Instance = poisoned.Instance with { State = "{" } }, Canceled);

        (await Task.WhenAll(calls)).ShouldAllBe(outcome => outcome == CommitOutcome.Committed);
        (await repeated).ShouldBe(CommitOutcome.Conflict);
        (await taken).ShouldBe(CommitOutcome.KeyTaken);
        (await refused).Result.ShouldBe(CommitResult.Failed);
        transitionCount.ShouldBe(504);
    }

    [Fact]
    public async Task Every_caller_gets_the_instance_it_asked_for()
    {
        var starts = Enumerable.Range(0, 300).Select(_ => Parcels.Start()).ToArray();
        await _store.CommitAsync(starts, Canceled);

        var loaded = await Task.WhenAll(starts.Select(start => _gateway.LoadAsync(start.Instance.Id, Canceled)));

        loaded.ShouldBe(starts.Select(start => start.Instance));
        (await _gateway.LoadAsync(Guid.NewGuid(), Canceled)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_caller_gets_the_events_that_are_for_it()
    {
        var now = _time.GetUtcNow();
        for (var i = 0; i < 20; i++)
            await _store.ParkAsync(Event($"workflow-{i % 2}", $"key-{i}", now), Canceled);

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _gateway.FindParkedAsync($"workflow-{i % 2}", [new WaitKey("wait", $"key-{i}"), new WaitKey("wait", "none")], Canceled)));

        found.Select(events => events.ShouldHaveSingleItem().Keys.ShouldHaveSingleItem().Key).ShouldBe(Enumerable.Range(0, 20).Select(i => $"key-{i}"));
        (await _gateway.FindParkedAsync("workflow-1", [new WaitKey("wait", "key-0")], Canceled)).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(5));
        (await _gateway.FindParkedAsync("workflow-0", [new WaitKey("wait", "key-0")], Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_transitions_of_one_instance_at_once_are_one_success_and_one_conflict()
    {
        var started = Parcels.Start();
        await _gateway.CommitAsync(started, Canceled);

        var outcomes = await Task.WhenAll(_gateway.CommitAsync(started.Picked(), Canceled), _gateway.CommitAsync(started.Canceled(), Canceled));

        outcomes.ShouldBe([CommitOutcome.Committed, CommitOutcome.Conflict], ignoreOrder: true);
    }

    [Fact]
    public async Task A_conflict_behind_an_outage_says_that_it_may_be_one_with_itself()
    {
        var troubled = TroubledStore.InFrontOf<IWorkflowStore>(_store);
        await using var gateway = new GroupedInstanceGateway(
            (IWorkflowStore)(object)troubled, new MemoryProcessStore(_store, _time), new MemorySearchStore(_store), new OutageRetry(new StoreAvailability(_time, NullLogger<StoreAvailability>.Instance), exception => exception is TimeoutException, exception => exception.Message, _time), _statistics, _time);

        var start = Parcels.Start();
        await _store.CommitAsync([start], Canceled);
        troubled.Error = new TimeoutException("no answer");
        var commit = gateway.CommitAsync(start, Canceled);
        await Eventually.ShouldHoldAsync(() => _time.NextDueAt is not null);
        troubled.Error = null;
        _time.Advance(TimeSpan.FromSeconds(1));

        (await commit).ShouldBe(CommitOutcome.Conflict with { IsRepeated = true });
    }

    private static ParkedEvent Event(string workflow, string key, DateTimeOffset now) => new()
    {
        EventId = Guid.NewGuid(),
        Workflow = workflow,
        Keys = [new WaitKey("wait", key)],
        EventType = "Shop.ParcelDelivered",
        Body = "{}",
        ReceivedAt = now,
        ExpiresAt = now.AddMinutes(5),
    };
}
