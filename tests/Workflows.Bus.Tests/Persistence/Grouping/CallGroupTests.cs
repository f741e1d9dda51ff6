using Microsoft.Extensions.Logging;
using Workflows.Persistence.Grouping;
using Workflows.Testing;

namespace Workflows.Tests.Persistence.Grouping;

public sealed class CallGroupTests : IAsyncLifetime
{
    private readonly FakeStore _store = new();
    private readonly ManualClock _time = new();
    private readonly RecordedLog<StoreAvailability> _log = new();
    private readonly StoreAvailability _availability;
    private readonly CallGroup<int, string> _calls;

    public CallGroupTests()
    {
        _availability = new StoreAvailability(_time, _log);
        _calls = new CallGroup<int, string>((items, _) => _store.AskAsync(items), new OutageRetry(_availability, exception => exception is TimeoutException, exception => exception.Message, _time)).Start(loopCount: 1);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    [Fact]
    public async Task A_call_goes_out_alone_where_nothing_else_waits()
    {
        var call = CallAsync(1);

        var group = await _store.NextAsync();
        group.Items.ShouldBe([1]);
        group.Answer();

        (await call).ShouldBe("answer 1");
    }

    [Fact]
    public async Task What_comes_while_a_group_is_under_way_goes_together()
    {
        var first = CallAsync(1);
        var group = await _store.NextAsync();
        var later = new[] { CallAsync(2), CallAsync(3), CallAsync(4) };
        group.Answer();

        var second = await _store.NextAsync();
        second.Items.ShouldBe([2, 3, 4]);
        second.Answer();

        (await first).ShouldBe("answer 1");
        (await Task.WhenAll(later)).ShouldBe(["answer 2", "answer 3", "answer 4"]);
    }

    [Fact]
    public async Task A_group_has_a_limit()
    {
        var calls = new List<Task<string>> { CallAsync(0) };
        var group = await _store.NextAsync();
        calls.AddRange(Enumerable.Range(1, 300).Select(CallAsync));

        var sizes = new List<int>();
        while (sizes.Sum() < 301)
        {
            sizes.Add(group.Items.Count);
            group.Answer();
            if (sizes.Sum() < 301)
                group = await _store.NextAsync();
        }

        sizes.ShouldBe([1, 128, 128, 44]);
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_tried_again_with_growing_delays()
    {
        var call = CallAsync(1);
        foreach (var delay in new[] { 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000 })
        {
            (await _store.NextAsync()).Fail(new TimeoutException("no route"));
            await Eventually(() => _time.NextDueAt is not null);
            _time.Advance(TimeSpan.FromMilliseconds(delay - 1));
            _time.NextDueAt.ShouldNotBeNull();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await _store.NextAsync()).Answer();
        (await call).ShouldBe("answer 1");
    }

    [Fact]
    public async Task An_outage_is_said_once_and_so_is_its_end()
    {
        var call = CallAsync(1);
        for (var i = 0; i < 3; i++)
        {
            (await _store.NextAsync()).Fail(new TimeoutException("no route"));
            await Eventually(() => _time.NextDueAt is not null);
            _availability.IsReachable.ShouldBeFalse();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        (await _store.NextAsync()).Answer();
        await call;

        _availability.IsReachable.ShouldBeTrue();
        _log.Entries.Where(entry => entry.Level >= LogLevel.Information).ShouldBe(
        [
            (LogLevel.Warning, 2000, "The store of workflows cannot be reached (no route). What is to be stored waits and is tried again, at least every 00:00:05."),
            (LogLevel.Information, 2001, "The store of workflows can be reached again, after 00:00:15."),
        ]);
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_others()
    {
        using var impatience = new CancellationTokenSource();
        var leaving = _calls.CallAsync(1, impatience.Token);
        var group = await _store.NextAsync();
        var waiting = _calls.CallAsync(2, impatience.Token);
        var staying = CallAsync(3);

        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaving);
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        group.Answer();

        var next = await _store.NextAsync();
        next.Items.ShouldBe([3]);
        next.Answer();
        (await staying).ShouldBe("answer 3");
    }

    [Fact]
    public async Task A_caller_can_give_up_during_an_outage()
    {
        using var impatience = new CancellationTokenSource();
        var call = _calls.CallAsync(1, impatience.Token);
        (await _store.NextAsync()).Fail(new TimeoutException());
        await Eventually(() => _time.NextDueAt is not null);

        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    [Fact]
    public async Task A_fault_of_the_store_reaches_the_callers_of_its_group_only()
    {
        var call = CallAsync(1);
        var group = await _store.NextAsync();
        var next = CallAsync(2);

        group.Fail(new InvalidOperationException("broken"));

        (await Should.ThrowAsync<InvalidOperationException>(call)).Message.ShouldBe("broken");
        (await _store.NextAsync()).Answer();
        (await next).ShouldBe("answer 2");
    }

    [Fact]
    public async Task Disposal_ends_an_outage_and_fails_what_waits()
    {
        var call = CallAsync(1);
        (await _store.NextAsync()).Fail(new TimeoutException());
        await Eventually(() => _time.NextDueAt is not null);
        var waiting = CallAsync(2);

        await _calls.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(call);
        await Should.ThrowAsync<ObjectDisposedException>(waiting);
        await Should.ThrowAsync<ObjectDisposedException>(CallAsync(3));
    }

    [Fact]
    public async Task Disposal_waits_for_what_is_under_way()
    {
        var call = CallAsync(1);
        var group = await _store.NextAsync();

        var disposal = _calls.DisposeAsync();
        group.Answer();
        await disposal;

        (await call).ShouldBe("answer 1");
    }

    private Task<string> CallAsync(int item) => _calls.CallAsync(item, TestContext.Current.CancellationToken);

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
