using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Timers are set and canceled by transitions, and each is delivered by one taker.</summary>
public abstract class TimerConformance : StoreConformance
{
    [Fact]
    public async Task A_timer_is_taken_when_it_is_due()
    {
        var started = Parcels.Start();
        var picked = await CommittedAsync(started, started.Picked());
        var timer = picked.TimersSet.ShouldHaveSingleItem();

        (await TakeAsync(timer.DueAt.AddSeconds(-1))).ShouldBeEmpty();
        var taken = await TakeAsync(timer.DueAt);

        taken.ShouldBe([new DueTimer(timer.Id, timer.DueAt) { InstanceId = picked.Instance.Id, Workflow = "Parcel", Version = 3 }]);
        (await TakeAsync(timer.DueAt)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transition_that_cancels_a_timer_takes_it_away()
    {
        var started = Parcels.Start();
        var sleeping = await CommittedAsync(started, started.Picked());
        await TakeAsync(sleeping.Instance.CurrentToken!.DueAt!.Value);
        var waiting = await CommittedAsync(sleeping.Elapsed());
        var timeout = waiting.TimersSet.ShouldHaveSingleItem();
        (await Store.CountDueBeforeAsync(timeout.DueAt.AddSeconds(1), 10, Canceled)).ShouldBe(1);

        await CommittedAsync(waiting.Delivered());

        (await Store.CountDueBeforeAsync(timeout.DueAt.AddSeconds(1), 10, Canceled)).ShouldBe(0);
    }

    [Fact]
    public async Task The_end_of_an_instance_leaves_no_timer()
    {
        var started = Parcels.Start();
        var sleeping = await CommittedAsync(started, started.Picked());
        (await Store.NextDueAsync(Canceled)).ShouldBe(sleeping.Instance.CurrentToken!.DueAt);

        await CommittedAsync(sleeping.Canceled());

        (await Store.NextDueAsync(Canceled)).ShouldBeNull();
    }

    [Fact]
    public async Task Timers_are_taken_earliest_first_and_not_more_than_asked_for()
    {
        var due = await ScheduleAsync(Noon.AddSeconds(3), Noon.AddSeconds(1), Noon.AddSeconds(2));

        (await TakeAsync(Noon.AddMinutes(1), limit: 2)).Select(timer => timer.Id).ShouldBe([due[1].Id, due[2].Id]);
        (await TakeAsync(Noon.AddMinutes(1), limit: 2)).Select(timer => timer.Id).ShouldBe([due[0].Id]);
    }

    [Fact]
    public async Task Takers_at_once_take_each_timer_once()
    {
        var due = await ScheduleAsync([.. Enumerable.Range(0, 200).Select(i => Noon.AddSeconds(-i % 13))]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var mine = new List<Guid>();
            while (await TakeAsync(Noon, limit: 9) is { Count: > 0 } some)
                mine.AddRange(some.Select(timer => timer.Id));

            return mine;
        }));

        taken.SelectMany(ids => ids).Order().ShouldBe(due.Select(message => message.Id).Order());
    }

    [Fact]
    public async Task A_timer_that_is_being_delivered_is_not_taken_by_another()
    {
        await ScheduleAsync(Noon);

        var count = await Store.TakeDueAsync(Noon, 10, async timers =>
        {
            (await TakeAsync(Noon)).ShouldBeEmpty();
            return [.. timers.Select(timer => timer.Id)];
        }, Canceled);

        count.ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_whose_delivery_failed_stays()
    {
        var due = await ScheduleAsync(Noon, Noon);

        await Store.TakeDueAsync(Noon, 10, timers => Task.FromResult<IReadOnlyCollection<Guid>>([due[0].Id]), Canceled);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Store.TakeDueAsync(Noon, 10, _ => throw new InvalidOperationException("broker away"), Canceled));

        (await TakeAsync(Noon)).ShouldHaveSingleItem().Id.ShouldBe(due[1].Id);
    }

    [Fact]
    public async Task A_timer_whose_delivery_failed_is_put_off()
    {
        var due = await ScheduleAsync(Noon, Noon);
        var later = Noon.AddSeconds(10);

        await Store.TakeDueAsync(Noon, 10, timers => Task.FromResult<IReadOnlyCollection<Guid>>([due[0].Id]), Canceled, later);

        (await TakeAsync(Noon)).ShouldBeEmpty();
        (await Store.NextDueAsync(Canceled)).ShouldBe(later);
        (await TakeAsync(later)).ShouldBe([new DueTimer(due[1].Id, Noon) { Message = due[1] }]);
    }

    [Fact]
    public async Task A_timer_is_late_however_often_it_is_put_off()
    {
        await ScheduleAsync(Noon, Noon.AddSeconds(1), Noon.AddHours(1));
        await DeferAsync(Noon.AddSeconds(1), until: Noon.AddSeconds(10));
        await DeferAsync(Noon.AddSeconds(10), until: Noon.AddSeconds(20));

        (await Store.CountDueBeforeAsync(Noon, 10, Canceled)).ShouldBe(0);
        (await Store.CountDueBeforeAsync(Noon.AddSeconds(1), 10, Canceled)).ShouldBe(1);
        (await Store.CountDueBeforeAsync(Noon.AddSeconds(2), 10, Canceled)).ShouldBe(2);
        (await Store.CountDueBeforeAsync(Noon.AddMinutes(1), 10, Canceled)).ShouldBe(2);
        (await Store.CountDueBeforeAsync(Noon.AddMinutes(1), 1, Canceled)).ShouldBe(1);
        (await TakeAsync(Noon.AddSeconds(20))).Select(timer => timer.DueAt).ShouldBe([Noon, Noon.AddSeconds(1)], ignoreOrder: true);
        (await Store.CountDueBeforeAsync(Noon.AddMinutes(1), 10, Canceled)).ShouldBe(0);
        (await Store.NextDueAsync(Canceled)).ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public async Task A_message_scheduled_again_was_never_put_off()
    {
        var message = (await ScheduleAsync(Noon)).ShouldHaveSingleItem();
        await DeferAsync(Noon, until: Noon.AddSeconds(10));

        await Store.ScheduleAsync(message with { DueAt = Noon.AddHours(1) }, Canceled);

        (await Store.CountDueBeforeAsync(Noon.AddMinutes(1), 10, Canceled)).ShouldBe(0);
        (await Store.NextDueAsync(Canceled)).ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public async Task A_transition_need_not_wait_for_the_delivery_of_a_timer_that_it_cancels()
    {
        var started = Parcels.Start();
        var sleeping = await CommittedAsync(started, started.Picked());

        var count = await Store.TakeDueAsync(sleeping.Instance.CurrentToken!.DueAt!.Value, 10, async timers =>
        {
            await CommittedAsync(sleeping.Canceled()).WaitAsync(TimeSpan.FromSeconds(10), Canceled);
            return [.. timers.Select(timer => timer.Id)];
        }, Canceled);

        count.ShouldBe(1);
        (await TakeAsync(sleeping.Instance.CurrentToken.DueAt.Value)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scheduled_message_comes_back_whole()
    {
        var message = new ScheduledMessage { Id = Guid.NewGuid(), DueAt = Noon, Destination = "exchange:orders", Body = """{ "text": "ž\u0000" }""", ContentType = "application/vnd.masstransit+json" };
        await Store.ScheduleAsync(message, Canceled);

        (await TakeAsync(Noon)).ShouldBe([new DueTimer(message.Id, Noon) { Message = message }]);
    }

    [Fact]
    public async Task A_message_scheduled_again_replaces_the_first()
    {
        var message = (await ScheduleAsync(Noon)).ShouldHaveSingleItem();
        await Store.ScheduleAsync(message with { DueAt = Noon.AddHours(1), Body = "later" }, Canceled);

        (await TakeAsync(Noon)).ShouldBeEmpty();
        (await Store.NextDueAsync(Canceled)).ShouldBe(Noon.AddHours(1));
        (await TakeAsync(Noon.AddHours(1))).ShouldHaveSingleItem().Message!.Body.ShouldBe("later");
    }

    [Fact]
    public async Task A_scheduled_message_can_be_canceled_once()
    {
        var message = (await ScheduleAsync(Noon)).ShouldHaveSingleItem();

        (await Store.CancelScheduledAsync(message.Id, Canceled)).ShouldBeTrue();
        (await Store.CancelScheduledAsync(message.Id, Canceled)).ShouldBeFalse();
        (await TakeAsync(Noon)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_timer_of_an_instance_is_no_scheduled_message()
    {
        var started = Parcels.Start();
        var timer = (await CommittedAsync(started, started.Picked())).TimersSet.ShouldHaveSingleItem();

        (await Store.CancelScheduledAsync(timer.Id, Canceled)).ShouldBeFalse();

        (await Store.NextDueAsync(Canceled)).ShouldBe(timer.DueAt);
    }

    [Fact]
    public async Task The_earliest_time_and_the_overdue_are_known()
    {
        (await Store.NextDueAsync(Canceled)).ShouldBeNull();
        await ScheduleAsync(Noon.AddSeconds(2), Noon.AddSeconds(1), Noon.AddSeconds(3));

        (await Store.NextDueAsync(Canceled)).ShouldBe(Noon.AddSeconds(1));
        (await Store.CountDueBeforeAsync(Noon.AddSeconds(3), 10, Canceled)).ShouldBe(2);
        (await Store.CountDueBeforeAsync(Noon.AddSeconds(9), 2, Canceled)).ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_may_be_due_at_the_end_of_time()
    {
        await ScheduleAsync(DateTimeOffset.MaxValue);

        (await Store.NextDueAsync(Canceled)).ShouldBe(DateTimeOffset.MaxValue);
        (await TakeAsync(Noon.AddYears(1000))).ShouldBeEmpty();
    }

    private Task<int> DeferAsync(DateTimeOffset now, DateTimeOffset until) =>
        Store.TakeDueAsync(now, 10, _ => Task.FromResult<IReadOnlyCollection<Guid>>([]), Canceled, until);

    private async Task<ScheduledMessage[]> ScheduleAsync(params DateTimeOffset[] dueTimes)
    {
        var messages = dueTimes.Select(dueAt => new ScheduledMessage { Id = Guid.NewGuid(), DueAt = dueAt, Destination = "exchange:orders", Body = "{}", ContentType = "application/json" }).ToArray();
        foreach (var message in messages)
            await Store.ScheduleAsync(message, Canceled);

        return messages;
    }

    /// <summary>Takes timers and delivers them all.</summary>
    private async Task<IReadOnlyList<DueTimer>> TakeAsync(DateTimeOffset now, int limit = 100)
    {
        IReadOnlyList<DueTimer> taken = [];
        var count = await Store.TakeDueAsync(now, limit, timers =>
        {
            taken = timers;
            return Task.FromResult<IReadOnlyCollection<Guid>>([.. timers.Select(timer => timer.Id)]);
        }, Canceled);
        count.ShouldBe(taken.Count);
        return taken;
    }
}
