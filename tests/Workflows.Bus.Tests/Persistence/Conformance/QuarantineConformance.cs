using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>A row that failed too often is left alone, until somebody releases or discards it.</summary>
public abstract class QuarantineConformance : StoreConformance
{
    private protected abstract IQuarantineStore Quarantine { get; }

    private protected abstract IAuditStore Audit { get; }

    private protected abstract IInsightStore Insights { get; }

    [Fact]
    public async Task A_try_counts_only_some_time_after_the_one_before_and_that_time_grows()
    {
        var row = OfTimer(await ScheduleAsync());

        (await NoteAsync(row, Noon)).ShouldBe(new QuarantineNote(1, Noon.AddSeconds(10), false, false));
        (await NoteAsync(row, Noon.AddSeconds(9))).ShouldBe(new QuarantineNote(1, Noon.AddSeconds(10), false, false));
        (await NoteAsync(row, Noon.AddSeconds(10))).ShouldBe(new QuarantineNote(2, Noon.AddSeconds(30), false, false));
        (await NoteAsync(row, Noon.AddSeconds(30))).ShouldBe(new QuarantineNote(3, Noon.AddSeconds(70), false, false));
        (await NoteAsync(row, Noon.AddSeconds(70))).ShouldBe(new QuarantineNote(4, Noon.AddSeconds(150), false, false));
        (await Quarantine.ListAsync(new WorkflowQuarantineFilter(), null, 10, Canceled)).ShouldBeEmpty();

        var last = (await NoteAsync(row, Noon.AddSeconds(150)))!;
        (last.TryCount, last.IsQuarantined, last.IsNew).ShouldBe((5, true, true));
        var later = (await NoteAsync(row, Noon.AddHours(1)))!;
        (later.TryCount, later.IsQuarantined, later.IsNew).ShouldBe((5, true, false));
    }

    [Fact]
    public async Task A_timer_that_failed_too_often_is_taken_out_of_the_way_and_put_back_when_released()
    {
        var (bad, good) = (await ScheduleAsync(), await ScheduleAsync());
        await QuarantineAsync(OfTimer(bad));

        (await TakeAsync()).ShouldBe([good]);
        var row = (await Quarantine.ListAsync(new WorkflowQuarantineFilter(), null, 10, Canceled)).ShouldHaveSingleItem();
        (row.Kind, row.SubjectId, row.Reason, row.TryCount, row.FirstAt, row.QuarantinedAt).ShouldBe((WorkflowQuarantineKind.Timer, bad, "nonsense", 5, Noon, Noon.AddSeconds(150)));
        row.Content.ShouldNotBeNull().ShouldContain("exchange:orders");
        (await Store.CountDueBeforeAsync(Noon.AddDays(1), 10, Canceled)).ShouldBe(1, "It is not late: nobody waits for it.");

        (await Quarantine.ReleaseAsync(row.Id, By("ann", QuarantineAudit.Released), Canceled)).ShouldBeTrue();
        (await TakeAsync()).ShouldBe([bad, good], ignoreOrder: true);
        (await Quarantine.ListAsync(new WorkflowQuarantineFilter(), null, 10, Canceled)).ShouldBeEmpty();
        (await Quarantine.ReleaseAsync(row.Id, By("ann", QuarantineAudit.Released), Canceled)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_timer_of_an_instance_is_listed_as_before_when_it_is_released()
    {
        var started = Parcels.Start(startAt: Noon.AddHours(1));
        await CommittedAsync(started);
        var timer = started.TimersSet.ShouldHaveSingleItem().Id;
        var before = await Insights.ListTimersAsync(new WorkflowTimerFilter(), null, 10, Canceled);
        await QuarantineAsync(OfTimer(timer) with { InstanceId = started.Instance.Id, Workflow = "Parcel", Version = 3 });
        (await Insights.ListTimersAsync(new WorkflowTimerFilter(), null, 10, Canceled)).ShouldBeEmpty();

        var row = (await Quarantine.ListAsync(new WorkflowQuarantineFilter { InstanceId = started.Instance.Id }, null, 10, Canceled)).ShouldHaveSingleItem();
        (await Quarantine.ReleaseAsync(row.Id, By("ann", QuarantineAudit.Released), Canceled)).ShouldBeTrue();

        TextOf(await Insights.ListTimersAsync(new WorkflowTimerFilter(), null, 10, Canceled)).ShouldBe(TextOf(before));
    }

    [Fact]
    public async Task A_timer_that_is_still_to_be_tried_is_put_off_until_the_try_counts()
    {
        var row = OfTimer(await ScheduleAsync());

        await NoteAsync(row, Noon);
        (await Store.NextDueAsync(Canceled)).ShouldBe(Noon.AddSeconds(10));
        await NoteAsync(row, Noon.AddSeconds(10));
        (await Store.NextDueAsync(Canceled)).ShouldBe(Noon.AddSeconds(30));
        (await Store.CountDueBeforeAsync(Noon.AddSeconds(1), 10, Canceled)).ShouldBe(1, "It is late all the same.");
    }

    [Fact]
    public async Task A_discarded_timer_is_gone_and_who_did_it_is_recorded()
    {
        await QuarantineAsync(OfTimer(await ScheduleAsync()));
        var row = (await Quarantine.ListAsync(new WorkflowQuarantineFilter(), null, 10, Canceled)).ShouldHaveSingleItem();

        (await Quarantine.DiscardAsync(row.Id, By("ann", QuarantineAudit.Discarded), Canceled)).ShouldBeTrue();

        (await TakeAsync()).ShouldBeEmpty();
        (await Quarantine.FindAsync(row.Id, Canceled)).ShouldBeNull();
        var entry = (await Audit.ListAuditAsync(new WorkflowAuditFilter { Operation = "Discard" }, null, 10, Canceled)).ShouldHaveSingleItem().Entry;
        (entry.Actor, entry.Reason, entry.IsAccepted).ShouldBe(("ann", "because", true));
    }

    [Fact]
    public async Task A_scheduled_message_that_is_canceled_or_replaced_cannot_be_released_any_more()
    {
        var (canceled, replaced) = (await ScheduleAsync(), await ScheduleAsync());
        await QuarantineAsync(OfTimer(canceled));
        await QuarantineAsync(OfTimer(replaced));

        (await Store.CancelScheduledAsync(canceled, Canceled)).ShouldBeTrue();
        await ScheduleAsync(replaced);

        (await Quarantine.CountAsync(Canceled)).ShouldBeEmpty();
        (await TakeAsync()).ShouldBe([replaced]);
    }

    [Fact]
    public async Task An_instance_that_failed_too_often_is_claimed_no_more_until_it_is_released()
    {
        var instance = await StaleAsync();
        var other = await StaleAsync();
        await QuarantineAsync(OfInstance(instance));

        (await Store.ClaimStaleAsync(Noon, Noon.AddMinutes(2), 10, Canceled)).ShouldHaveSingleItem().Id.ShouldBe(other.Id);
        var row = (await Quarantine.ListAsync(new WorkflowQuarantineFilter { InstanceId = instance.Id }, null, 10, Canceled)).ShouldHaveSingleItem();
        (row.Kind, row.SubjectId, row.InstanceId, row.Workflow, row.Version, row.Content).ShouldBe((WorkflowQuarantineKind.Instance, instance.Id, instance.Id, "Parcel", 3, null));
        (await Quarantine.DiscardAsync(row.Id, By("ann", QuarantineAudit.Discarded), Canceled)).ShouldBeFalse("Nobody deletes an instance.");

        (await Quarantine.ReleaseAsync(row.Id, By("ann", QuarantineAudit.Released), Canceled)).ShouldBeTrue();
        (await Store.ClaimStaleAsync(ReleasedAt, ReleasedAt.AddHours(2), 10, Canceled)).Select(stale => stale.Id).ShouldContain(instance.Id);
        (await Audit.ListAuditAsync(new WorkflowAuditFilter { InstanceId = instance.Id, Operation = "Release" }, null, 10, Canceled)).ShouldHaveSingleItem().Entry.Actor.ShouldBe("ann");
    }

    [Fact]
    public async Task An_instance_that_somebody_could_move_on_begins_anew_and_is_forgotten()
    {
        var instance = await StaleAsync();
        await QuarantineAsync(OfInstance(instance));
        var moved = await CommittedAsync(instance.Then(new Workflows.Engine.PauseTrigger(null, null)));

        await Quarantine.ForgetAsync(Noon, Canceled);

        (await Quarantine.CountAsync(Canceled)).ShouldBeEmpty();
        (await NoteAsync(OfInstance(moved.Instance), Noon.AddHours(1)))!.TryCount.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_there_is_not_set_aside()
    {
        (await QuarantineAsync(new PoisonRow(WorkflowQuarantineKind.Timer, Guid.NewGuid()))).ShouldBeNull();
        (await QuarantineAsync(new PoisonRow(WorkflowQuarantineKind.Event, Guid.NewGuid()) { Workflow = "Parcel" })).ShouldBeNull();
        (await QuarantineAsync(new PoisonRow(WorkflowQuarantineKind.Instance, Guid.NewGuid()))).ShouldBeNull();
        (await Quarantine.CountAsync(Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_is_kept_in_quarantine_beyond_its_time_and_has_that_time_again_when_released()
    {
        var key = new WaitKey("delivered", "P-1");
        var parked = Parked(key);
        await Store.ParkAsync(parked, Canceled);
        await Store.ParkAsync(Parked(key) with { Workflow = "Other", EventId = parked.EventId }, Canceled);
        await QuarantineAsync(PoisonRow.Of(parked));

        (await Store.FindParkedAsync("Parcel", [key], Noon, Canceled)).ShouldBeEmpty();
        (await Store.FindParkedAsync("Other", [key], Noon, Canceled)).ShouldHaveSingleItem();
        await Store.PurgeParkedAsync(Noon.AddDays(1), Canceled);

        var row = (await Quarantine.ListAsync(new WorkflowQuarantineFilter { Kind = WorkflowQuarantineKind.Event }, null, 10, Canceled)).ShouldHaveSingleItem();
        (await Quarantine.ReleaseAsync(row.Id, By(null, QuarantineAudit.Released), Canceled)).ShouldBeTrue();
        var back = (await Store.FindParkedAsync("Parcel", [key], Noon.AddDays(2), Canceled)).ShouldHaveSingleItem();
        (back.EventId, back.Body, back.ExpiresAt).ShouldBe((parked.EventId, parked.Body, ReleasedAt.AddMinutes(5)));
    }

    [Fact]
    public async Task Those_who_listen_for_a_released_event_are_found()
    {
        var number = Parcels.NewNumber();
        var started = Parcels.Start(number);
        var picked = started.Picked();
        var waiting = (await CommittedAsync(started, picked, picked.Elapsed())).Instance;
        var subscription = waiting.Execution.Subscriptions.ShouldHaveSingleItem();
        var parked = Parked(new WaitKey(subscription.Wait, subscription.Key));
        await Store.ParkAsync(parked, Canceled);

        (await Quarantine.FindListenersAsync(parked.EventId, "Parcel", Canceled)).ShouldBe([waiting.Id]);
        (await Quarantine.FindListenersAsync(Guid.NewGuid(), "Parcel", Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Those_in_quarantine_are_listed_latest_first_page_by_page_and_counted()
    {
        var ids = new List<Guid>();
        for (var count = 0; count < 3; count++)
            ids.Add(await ScheduleAsync());

        for (var count = 0; count < 3; count++)
            await QuarantineAsync(OfTimer(ids[count]) with { Reason = $"reason {count}" }, Noon.AddMinutes(count));

        var first = await Quarantine.ListAsync(new WorkflowQuarantineFilter { Kind = WorkflowQuarantineKind.Timer }, null, 2, Canceled);
        first.Select(row => row.SubjectId).ShouldBe([ids[2], ids[1]]);
        (await Quarantine.ListAsync(new WorkflowQuarantineFilter(), new ListCursor(first[1].QuarantinedAt, first[1].Id), 2, Canceled)).Select(row => row.SubjectId).ShouldBe([ids[0]]);
        (await Quarantine.ListAsync(new WorkflowQuarantineFilter { Kind = WorkflowQuarantineKind.Event }, null, 2, Canceled)).ShouldBeEmpty();
        (await Quarantine.CountAsync(Canceled)).ShouldBe([new QuarantineCount(WorkflowQuarantineKind.Timer, 3, "reason 2")]);
    }

    [Fact]
    public async Task Tries_that_lie_far_back_are_forgotten()
    {
        var row = OfTimer(await ScheduleAsync());
        await NoteAsync(row, Noon);
        await NoteAsync(row, Noon.AddSeconds(10));

        await Quarantine.ForgetAsync(Noon.AddSeconds(10), Canceled);
        (await NoteAsync(row, Noon.AddSeconds(30)))!.TryCount.ShouldBe(3);
        await Quarantine.ForgetAsync(Noon.AddSeconds(31), Canceled);
        (await NoteAsync(row, Noon.AddSeconds(70)))!.TryCount.ShouldBe(1);
    }

    private static readonly DateTimeOffset ReleasedAt = Noon.AddDays(2);

    private static PoisonRow OfTimer(Guid id) => new(WorkflowQuarantineKind.Timer, id) { Reason = "nonsense" };

    private static PoisonRow OfInstance(WorkflowInstance instance) => new(WorkflowQuarantineKind.Instance, instance.Id) { Reason = "nonsense" };

    private static QuarantineAudit By(string? actor, string operation) =>
        new(Guid.NewGuid(), new WorkflowAuditEntry { At = ReleasedAt, Operation = operation, IsAccepted = true, Actor = actor, Reason = "because" });

    private static ParkedEvent Parked(WaitKey key) => new()
    {
        EventId = Guid.NewGuid(),
        Workflow = "Parcel",
        Keys = [key, key with { Key = "P-2" }],
        EventType = "urn:message:Shop:ParcelDelivered",
        Body = """{"number":"P-1"}""",
        ReceivedAt = Noon,
        ExpiresAt = Noon.AddMinutes(5),
    };

    private Task<QuarantineNote?> NoteAsync(PoisonRow row, DateTimeOffset now) => Quarantine.NoteAsync(row, now, Canceled);

    private async Task<QuarantineNote?> QuarantineAsync(PoisonRow row, DateTimeOffset? from = null)
    {
        QuarantineNote? note = null;
        foreach (var seconds in new[] { 0, 10, 30, 70, 150 })
            note = await NoteAsync(row, (from ?? Noon).AddSeconds(seconds));

        return note;
    }

    private async Task<Guid> ScheduleAsync(Guid? id = null)
    {
        var message = new ScheduledMessage { Id = id ?? Guid.NewGuid(), DueAt = Noon.AddSeconds(-1), Destination = "exchange:orders", Body = """{"a":"ä\"\n"}""", ContentType = "application/json" };
        await Store.ScheduleAsync(message, Canceled);
        return message.Id;
    }

    /// <returns>What is due, which stays.</returns>
    private async Task<IReadOnlyList<Guid>> TakeAsync()
    {
        IReadOnlyList<Guid> taken = [];
        await Store.TakeDueAsync(Noon.AddDays(1), 10, timers =>
        {
            taken = [.. timers.Select(timer => timer.Id)];
            return Task.FromResult<IReadOnlyCollection<Guid>>([]);
        }, Canceled);
        return taken;
    }

    private async Task<WorkflowInstance> StaleAsync()
    {
        var started = Parcels.Start();
        return (await CommittedAsync(started with { Instance = started.Instance with { StaleAt = Noon } })).Instance;
    }
}
