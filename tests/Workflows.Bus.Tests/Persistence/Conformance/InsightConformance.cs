using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;
using Workflows.Queries;
using Workflows.Testing;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>What is going on across instances: counts, rates, failures, waits, timers and shapes.</summary>
public abstract class InsightConformance : StoreConformance
{
    private readonly ManualClock _clock = new(Noon.AddHours(2));

    private protected abstract IInsightStore InsightStore { get; }

    private protected abstract IAuditStore Audit { get; }

    private WorkflowInsights Insights => new(InsightStore, Audit, _clock);

    [Fact]
    public async Task The_mark_changes_with_every_commit()
    {
        var before = await Insights.GetChangeMarkAsync(Canceled);
        var started = await CommittedAsync(Parcels.Start());
        var between = await Insights.GetChangeMarkAsync(Canceled);
        await CommittedAsync(started.Picked());

        new[] { before, between, await Insights.GetChangeMarkAsync(Canceled) }.ShouldBeUnique();
    }

    [Fact]
    public async Task What_has_not_ended_is_counted_by_definition_and_by_node()
    {
        await CommittedAsync(Parcels.Start(), Parcels.Start());
        await CommittedAsync(Parcels.Faulted());
        await CommittedAsync(Parcels.WholeLife());

        (await Insights.CountOpenAsync(Canceled)).OrderBy(count => count.Status)
            .ShouldBe([new("Parcel", 3, WorkflowStatus.Running, 2), new("Parcel", 3, WorkflowStatus.Faulted, 1)]);
        (await Insights.CountByNodeAsync("Parcel", 3, Canceled)).OrderBy(count => count.Status)
            .ShouldBe([new("pick", WorkflowStatus.Running, 2), new("pick", WorkflowStatus.Faulted, 1)]);
        (await Insights.CountByNodeAsync("Parcel", 4, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_that_nobody_takes_are_listed_while_they_are_kept()
    {
        var early = Parked("Parcel", [new("delivery", "P-1"), new("return", "P-1")], Noon.AddHours(3));
        var wrong = Parked("Parcel", [new("delivery", "P-X")], Noon.AddHours(4));
        var taken = Parked("Parcel", [new("delivery", "P-2")], Noon.AddHours(4));
        foreach (var parked in new[] { early, wrong, taken, Parked("Parcel", [new("delivery", "old")], Noon.AddHours(2)), wrong with { Workflow = "Claim", Keys = [new("papers", "P-X")] } })
            await Store.ParkAsync(parked, Canceled);

        await Store.MarkOfferedAsync(taken.EventId, "Parcel", Canceled);

        var page = await Insights.ListUnmatchedEventsAsync(cancellationToken: Canceled);
        page.Items.Select(unmatched => unmatched.EventId).ShouldBe([wrong.EventId, early.EventId]);
        page.Next.ShouldBeNull();
        page.Items[0].Keys.ShouldBe([new("Claim", "papers", "P-X"), new("Parcel", "delivery", "P-X")]);
        page.Items[1].Keys.ShouldBe([new("Parcel", "delivery", "P-1"), new("Parcel", "return", "P-1")]);
        (page.Items[1].EventType, page.Items[1].Body, page.Items[1].ReceivedAt, page.Items[1].ExpiresAt).ShouldBe((early.EventType, early.Body, early.ReceivedAt, early.ExpiresAt));

        var first = await Insights.ListUnmatchedEventsAsync(limit: 1, cancellationToken: Canceled);
        var second = await Insights.ListUnmatchedEventsAsync(first.Next, 1, Canceled);
        new[] { first, second }.SelectMany(one => one.Items).Select(unmatched => unmatched.EventId).ShouldBe([wrong.EventId, early.EventId]);
        second.Next.ShouldBeNull();
    }

    private static ParkedEvent Parked(string workflow, WaitKey[] keys, DateTimeOffset expiresAt) => new()
    {
        EventId = Guid.NewGuid(),
        Workflow = workflow,
        Keys = keys,
        EventType = "Shop.ParcelDelivered",
        Body = """{"number":"P-1"}""",
        ReceivedAt = Noon,
        ExpiresAt = expiresAt,
    };

    [Fact]
    public async Task Living_instances_are_counted_by_workflow_version_and_status()
    {
        var started = Parcels.Start();
        await CommittedAsync(started, started.Picked(), Parcels.Start(), Parcels.Start());
        await CommittedAsync(Parcels.WholeLife());
        var other = Parcels.Start();
        await CommittedAsync(other with { Instance = other.Instance with { Workflow = "Other", Version = 1 } });

        (await Insights.CountOpenAsync(Canceled)).ShouldBe(
        [
            new("Parcel", 3, WorkflowStatus.Running, 2),
            new("Parcel", 3, WorkflowStatus.Waiting, 1),
            new("Other", 1, WorkflowStatus.Running, 1),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Rates_say_what_happened_in_each_span()
    {
        await CommittedAsync(Parcels.Start(at: Noon.AddMinutes(-1)), Parcels.Start(at: Noon), Parcels.Start(at: Noon.AddMinutes(59)));
        await CommittedAsync(Parcels.Faulted(at: Noon.AddMinutes(70)));
        var completed = Parcels.WholeLife(at: Noon.AddMinutes(10));
        await CommittedAsync(completed);
        var canceled = Parcels.Start(at: Noon.AddMinutes(61));
        await CommittedAsync(canceled, canceled.Canceled());
        _clock.Advance(TimeSpan.FromDays(1));

        var rates = await Insights.GetRatesAsync(Noon, TimeSpan.FromHours(1), Canceled);

        var duration = completed[^1].Instance.FinishedAt!.Value - completed[0].Instance.CreatedAt;
        rates.OrderBy(rate => rate.From).ShouldBe(
        [
            new WorkflowRate { Workflow = "Parcel", From = Noon, StartedCount = 3 },
            new WorkflowRate { Workflow = "Parcel", From = Noon.AddHours(1), StartedCount = 2, EndedOtherwiseCount = 1, FaultedCount = 1 },
            new WorkflowRate { Workflow = "Parcel", From = Noon.AddHours(12), CompletedCount = 1, MedianDuration = duration, NinetyFifthDuration = duration },
        ]);
    }

    [Fact]
    public async Task Durations_are_those_that_half_and_nearly_all_do_not_exceed()
    {
        foreach (var seconds in Enumerable.Range(1, 20))
        {
            var life = Parcels.WholeLife();
            await CommittedAsync(life[..^1]);
            await CommittedAsync(life[^1] with { Instance = life[^1].Instance with { FinishedAt = Noon.AddSeconds(seconds) } });
        }

        var rate = (await Insights.GetRatesAsync(Noon, TimeSpan.FromMinutes(1), Canceled)).ShouldHaveSingleItem();

        (rate.CompletedCount, rate.MedianDuration, rate.NinetyFifthDuration).ShouldBe((20, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(19)));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(0)]
    public async Task A_span_that_is_no_whole_number_of_minutes_is_refused(int seconds) =>
        (await Should.ThrowAsync<WorkflowRefusedException>(() => Insights.GetRatesAsync(Noon, TimeSpan.FromSeconds(seconds), Canceled))).Message.ShouldContain("whole number of minutes");

    [Fact]
    public async Task Too_many_spans_are_refused() =>
        (await Should.ThrowAsync<WorkflowRefusedException>(() => Insights.GetRatesAsync(Noon.AddDays(-30), TimeSpan.FromMinutes(1), Canceled))).Message.ShouldContain("10000");

    [Fact]
    public async Task Waits_are_listed_longest_first_with_what_they_wait_for()
    {
        var (first, second, third) = (Waiting("w-1", 1), Waiting("w-2", 2), Waiting("w-3", 3));
        await CommittedAsync([.. third, .. first, .. second]);
        await CommittedAsync(Parcels.Start());

        var page = await Insights.ListWaitsAsync(limit: 2, cancellationToken: Canceled);
        var next = await Insights.ListWaitsAsync(after: page.Next, limit: 2, cancellationToken: Canceled);

        page.Items.Concat(next.Items).Select(wait => wait.Key).ShouldBe(["w-1", "w-2", "w-3"]);
        next.Next.ShouldBeNull();
        var token = first[^1].Instance.CurrentToken!;
        TextOf(page.Items[0]).ShouldBe(TextOf(new WorkflowWait
        {
            InstanceId = first[0].Instance.Id,
            Workflow = "Parcel",
            Version = 3,
            Status = WorkflowStatus.Waiting,
            Key = "w-1",
            Node = "delivery",
            Place = "delivery",
            Token = token.Id,
            Events = [new WorkflowAwaitedEvent(MessageName.Of(typeof(ParcelDelivered)), "w-1")],
            Since = token.Since,
            DueAt = token.DueAt,
        }));
        (await Insights.ListWaitsAsync(new WorkflowWaitFilter { EventType = typeof(ParcelDelivered).FullName, Workflow = "Parcel" }, cancellationToken: Canceled)).Items.Count.ShouldBe(3);
        (await Insights.ListWaitsAsync(new WorkflowWaitFilter { EventType = "Other" }, cancellationToken: Canceled)).Items.ShouldBeEmpty();
        (await Insights.ListWaitsAsync(new WorkflowWaitFilter { Workflow = "Other" }, cancellationToken: Canceled)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wait_for_several_events_is_found_by_each_that_has_not_come()
    {
        var started = await CommittedAsync(Claims.Start("c-1"));
        await CommittedAsync(Waiting("w-1", 1));
        (await AwaitedAsync(null)).ShouldBe(["c-1: ClaimFiled c-1, ClaimPhotographed c-1, ClaimAssessed -", "w-1: ParcelDelivered w-1"], ignoreOrder: true);
        (await AwaitedAsync(typeof(ClaimAssessed))).ShouldHaveSingleItem();
        (await AwaitedAsync(typeof(ClaimFiled))).ShouldHaveSingleItem();

        await CommittedAsync(started.Received(new ClaimFiled("c-1")));

        (await AwaitedAsync(typeof(ClaimFiled))).ShouldBeEmpty();
        (await AwaitedAsync(typeof(ClaimPhotographed))).ShouldBe(["c-1: ClaimPhotographed c-1, ClaimAssessed -"]);
        (await Insights.ListWaitsAsync(new WorkflowWaitFilter { EventType = "Claim" }, cancellationToken: Canceled)).Items.ShouldBeEmpty();
    }

    private async Task<IEnumerable<string>> AwaitedAsync(Type? eventType)
    {
        var waits = await Insights.ListWaitsAsync(new WorkflowWaitFilter { EventType = eventType?.FullName }, cancellationToken: Canceled);
        return waits.Items.Select(wait => $"{wait.Key}: {string.Join(", ", wait.Events.Select(awaited => $"{awaited.EventType.Split('.', ':')[^1]} {awaited.Key ?? "-"}"))}");
    }

    [Fact]
    public async Task Timers_that_were_put_off_are_listed_by_when_they_were_due()
    {
        var early = Parcels.Start("t-1");
        var late = Parcels.Start("t-2", at: Noon.AddMinutes(5));
        await CommittedAsync(early, early.Picked(), late, late.Picked());
        var dueAt = early.Picked().Instance.CurrentToken!.DueAt!.Value;
        await Store.TakeDueAsync(dueAt, 10, _ => Task.FromResult<IReadOnlyCollection<Guid>>([]), Canceled, dueAt.AddDays(1));

        var page = await Insights.ListTimersAsync(limit: 1, cancellationToken: Canceled);

        (page.Items.ShouldHaveSingleItem().Key, page.Items[0].DueAt).ShouldBe(("t-1", dueAt));
        (await Insights.ListTimersAsync(after: page.Next, cancellationToken: Canceled)).Items.ShouldHaveSingleItem().Key.ShouldBe("t-2");
        (await Insights.ListTimersAsync(new WorkflowTimerFilter { DueBefore = dueAt.AddTicks(10) }, cancellationToken: Canceled)).Items.ShouldHaveSingleItem().Key.ShouldBe("t-1");
    }

    [Fact]
    public async Task Timers_are_listed_earliest_first_with_where_their_instances_stand()
    {
        var late = Parcels.Start("t-1", at: Noon.AddMinutes(5));
        var early = Parcels.Start("t-2");
        await CommittedAsync(late, late.Picked(), early, early.Picked());
        await Store.ScheduleAsync(new ScheduledMessage { Id = Guid.NewGuid(), DueAt = Noon, Destination = "queue:x", Body = "{}", ContentType = "json" }, Canceled);

        var page = await Insights.ListTimersAsync(limit: 1, cancellationToken: Canceled);
        var next = await Insights.ListTimersAsync(after: page.Next, limit: 1, cancellationToken: Canceled);

        var timer = page.Items.ShouldHaveSingleItem();
        (timer.Key, timer.Node, timer.Status, timer.Attempt, timer.InstanceId).ShouldBe(("t-2", "overnight", WorkflowStatus.Waiting, null, early.Instance.Id));
        (timer.Purpose, timer.Place).ShouldBe((WorkflowTimerPurpose.Wake, "overnight"));
        timer.DueAt.ShouldBe(early.Picked().Instance.CurrentToken!.DueAt!.Value);
        next.Items.ShouldHaveSingleItem().Key.ShouldBe("t-1");
        next.Next.ShouldBeNull();
        (await Insights.ListTimersAsync(new WorkflowTimerFilter { DueBefore = timer.DueAt }, cancellationToken: Canceled)).Items.ShouldBeEmpty();
        (await Insights.ListTimersAsync(new WorkflowTimerFilter { Workflow = "Other" }, cancellationToken: Canceled)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_timer_says_what_it_is_for_whatever_the_instance_stands_at()
    {
        foreach (var place in new[] { "scheduled", "retry-pending", "sleeping", "waiting" })
            await CommittedAsync(Errands.Places[place]);

        var timers = (await Insights.ListTimersAsync(cancellationToken: Canceled)).Items;

        // One that went off stays until whoever sent it deletes it.
        timers.Select(timer => (timer.Key, timer.Purpose, timer.Node, timer.Attempt)).ShouldBe(
            [
                ("waiting", WorkflowTimerPurpose.Wake, "rest", null),
                ("retry-pending", WorkflowTimerPurpose.Retry, "fetch", 2), ("sleeping", WorkflowTimerPurpose.Wake, "rest", null),
                ("scheduled", WorkflowTimerPurpose.Start, "fetch", null), ("waiting", WorkflowTimerPurpose.GiveUp, "payment", null),
                ("retry-pending", WorkflowTimerPurpose.Limit, null, null), ("sleeping", WorkflowTimerPurpose.Limit, null, null), ("waiting", WorkflowTimerPurpose.Limit, null, null),
            ], ignoreOrder: true);
    }

    [Fact]
    public async Task Shapes_stay_with_their_definition_when_it_is_registered_again()
    {
        var definition = new WorkflowDefinitionView { Name = "Parcel", Version = 3, Endpoint = "parcel", Nodes = [], Edges = [] };
        var shapes = new WorkflowShapes(new WorkflowShape("Shop.Parcel", """{"type":"object"}"""), [new WorkflowShape("Shop.ParcelDelivered", """{"type":["object","null"]}""")]);
        await Store.RegisterDefinitionsAsync([definition], Noon, Canceled);
        await InsightStore.RegisterShapesAsync([new DefinitionShapes("Parcel", 3, shapes)], Canceled);
        await Store.RegisterDefinitionsAsync([definition], Noon.AddHours(1), Canceled);

        TextOf(await Insights.GetShapesAsync("Parcel", 3, Canceled)).ShouldBe(TextOf(shapes));
        (await Insights.GetShapesAsync("Parcel", 4, Canceled)).ShouldBeNull();
    }

    private static Transition[] Waiting(string number, int minute)
    {
        var started = Parcels.Start(number, at: Noon.AddMinutes(minute));
        var picked = started.Picked();
        return [started, picked, picked.Elapsed()];
    }
}
