using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Who listens is found by wait and key; what nobody listened for is kept for a while.</summary>
public abstract class EventConformance : StoreConformance
{
    [Fact]
    public async Task An_instance_listens_from_its_start_until_it_took_the_event()
    {
        var started = await CommittedAsync(Parcels.Start());
        var listening = new[] { new WaitKey("delivery", started.Instance.Key!) };
        (await Store.FindSubscribersAsync("Parcel", listening, Canceled)).ShouldBe([started.Instance.Id]);

        var waiting = await CommittedAsync(started.Picked(), started.Picked().Elapsed());
        (await Store.FindSubscribersAsync("Parcel", listening, Canceled)).ShouldBe([started.Instance.Id]);

        await CommittedAsync(waiting.Delivered());
        (await Store.FindSubscribersAsync("Parcel", listening, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_of_one_wait_that_share_a_key_are_listened_for_until_the_last_has_come()
    {
        var started = await CommittedAsync(Claims.Start("c-1"));
        var listening = new[] { new WaitKey("papers", "c-1") };

        var filed = await CommittedAsync(started.Received(new ClaimFiled("c-1")));
        (await Store.FindSubscribersAsync("Claim", listening, Canceled)).ShouldBe([started.Instance.Id]);

        await CommittedAsync(filed.Received(new ClaimPhotographed("c-1")), filed.Received(new ClaimPhotographed("c-1")).Received(new ClaimAssessed(started.Instance.Id)));
        (await Store.FindSubscribersAsync("Claim", listening, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_took_an_event_is_found_by_it_afterwards()
    {
        var lives = new[] { Parcels.WholeLife(), Parcels.WholeLife() };
        var eventId = Guid.NewGuid();
        foreach (var (started, picked, awake) in lives.Select(life => (life[0], life[1], life[2])))
        {
            await CommittedAsync(started, picked, awake);
            (await Store.FindTakersAsync("Parcel", eventId, Canceled)).ShouldNotContain(started.Instance.Id);
            await CommittedAsync(awake.Delivered(eventId));
        }

        (await Store.FindTakersAsync("Parcel", eventId, Canceled)).Order().ShouldBe(lives.Select(life => life[0].Instance.Id).Order());
        (await Store.FindTakersAsync("Other", eventId, Canceled)).ShouldBeEmpty();
        (await Store.FindTakersAsync("Parcel", Guid.NewGuid(), Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_only_keeps_an_event_for_later_has_not_taken_it()
    {
        var started = await CommittedAsync(Parcels.Start());
        var eventId = Guid.NewGuid();
        await CommittedAsync(started.Delivered(eventId));

        (await Store.FindTakersAsync("Parcel", eventId, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_wait_and_key_asked_for_are_found()
    {
        var started = await CommittedAsync(Parcels.Start());
        var key = started.Instance.Key!;

        (await Store.FindSubscribersAsync("Other", [new WaitKey("delivery", key)], Canceled)).ShouldBeEmpty();
        (await Store.FindSubscribersAsync("Parcel", [new WaitKey("other", key), new WaitKey("delivery", key + "x")], Canceled)).ShouldBeEmpty();
        (await Store.FindSubscribersAsync("Parcel", [], Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_that_listens_with_several_pairs_is_found_once()
    {
        var started = Parcels.Start();
        await CommittedAsync(started with { Subscribed = [new Subscription("a", "E", "1"), new Subscription("b", "E", "2")] });

        (await Store.FindSubscribersAsync("Parcel", [new WaitKey("a", "1"), new WaitKey("b", "2"), new WaitKey("a", "1")], Canceled)).ShouldBe([started.Instance.Id]);
    }

    [Fact]
    public async Task All_that_listen_for_one_event_are_found()
    {
        var starts = Enumerable.Range(0, 300).Select(_ => Parcels.Start())
            .Select(start => start with { Subscribed = [new Subscription("delivery", "E", "all")] }).ToArray();
        await Store.CommitAsync(starts, Canceled);

        (await Store.FindSubscribersAsync("Parcel", [new WaitKey("delivery", "all")], Canceled)).Order().ShouldBe(starts.Select(start => start.Instance.Id).Order());
    }

    [Fact]
    public async Task A_kept_event_is_found_by_its_pairs_until_it_expires()
    {
        var parked = await ParkAsync(Event("1", "delivery", "other"));

        TextOf(await FindAsync(Noon, new WaitKey("delivery", "1"))).ShouldBe(TextOf(new[] { parked with { Keys = [new WaitKey("delivery", "1")] } }));
        TextOf(await FindAsync(Noon, new WaitKey("delivery", "1"), new WaitKey("other", "1"))).ShouldBe(TextOf(new[] { parked }));
        (await FindAsync(Noon, new WaitKey("delivery", "2"), new WaitKey("third", "1"))).ShouldBeEmpty();
        (await FindAsync(parked.ExpiresAt, new WaitKey("delivery", "1"))).ShouldBeEmpty();
        (await Store.FindParkedAsync("Other", [new WaitKey("delivery", "1")], Noon, Canceled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Kept_events_are_found_oldest_first()
    {
        var second = await ParkAsync(Event("1", "delivery") with { ReceivedAt = Noon.AddSeconds(2) });
        var first = await ParkAsync(Event("1", "delivery") with { ReceivedAt = Noon.AddSeconds(1) });

        (await FindAsync(Noon, new WaitKey("delivery", "1"))).Select(parked => parked.EventId).ShouldBe([first.EventId, second.EventId]);
    }

    [Fact]
    public async Task An_event_kept_twice_is_one()
    {
        var parked = await ParkAsync(Event("1", "delivery"));
        await ParkAsync(parked with { ReceivedAt = Noon.AddSeconds(5), Body = "again" });
        await ParkAsync(parked with { Keys = [new WaitKey("other", "1")] });

        var found = (await FindAsync(Noon, new WaitKey("delivery", "1"), new WaitKey("other", "1"))).ShouldHaveSingleItem();

        found.Body.ShouldBe(parked.Body);
        found.Keys.ShouldBe([new WaitKey("delivery", "1"), new WaitKey("other", "1")], ignoreOrder: true);
    }

    [Fact]
    public async Task Expired_events_are_deleted_and_those_that_nobody_took_are_counted()
    {
        var taken = await ParkAsync(Event("1", "delivery", "other"));
        await ParkAsync(Event("2", "delivery", "other"));
        var lasting = await ParkAsync(Event("3", "delivery") with { ExpiresAt = Noon.AddHours(1) });
        await Store.MarkOfferedAsync(taken.EventId, "Parcel", Canceled);
        await Store.MarkOfferedAsync(lasting.EventId, "Other", Canceled);

        (await Store.PurgeParkedAsync(taken.ExpiresAt, Canceled)).ShouldBe(1);
        (await Store.PurgeParkedAsync(taken.ExpiresAt, Canceled)).ShouldBe(0);

        (await FindAsync(Noon, new WaitKey("delivery", "1"), new WaitKey("delivery", "2"), new WaitKey("delivery", "3")))
            .ShouldHaveSingleItem().EventId.ShouldBe(lasting.EventId);
        (await Store.PurgeParkedAsync(lasting.ExpiresAt, Canceled)).ShouldBe(1);
    }

    [Fact]
    public async Task A_kept_event_is_released_from_one_pair_and_stays_for_the_others()
    {
        WaitKey first = new("delivery", "1"), second = new("other", "1");
        var parked = await ParkAsync(Event("1", "delivery", "other"));
        var neighbour = await ParkAsync(Event("1", "delivery"));
        await ParkAsync(parked with { Workflow = "Other" });

        await Store.ReleaseParkedAsync(parked.EventId, "Parcel", first, Canceled);
        (await FindAsync(Noon, first)).ShouldHaveSingleItem().EventId.ShouldBe(neighbour.EventId);
        (await FindAsync(Noon, second)).ShouldHaveSingleItem().EventId.ShouldBe(parked.EventId);
        (await Store.FindParkedAsync("Other", [first], Noon, Canceled)).ShouldHaveSingleItem().EventId.ShouldBe(parked.EventId);

        await Store.ReleaseParkedAsync(parked.EventId, "Parcel", second, Canceled);
        await Store.ReleaseParkedAsync(parked.EventId, "Parcel", second, Canceled);
        (await FindAsync(Noon, second)).ShouldBeEmpty();
        (await Store.PurgeParkedAsync(parked.ExpiresAt, Canceled)).ShouldBe(2, "What is released is gone, and not dropped.");
    }

    [Fact]
    public async Task What_is_kept_for_a_version_is_released_for_that_version_alone()
    {
        WaitKey one = WaitKey.OfVersion(1), two = WaitKey.OfVersion(2), wait = new("delivery", "1");
        var parked = await ParkAsync(Event("1", "delivery"));
        await ParkAsync(parked with { Keys = [one, two] });

        await Store.ReleaseParkedAsync(parked.EventId, "Parcel", one, Canceled);

        (await FindAsync(Noon, one)).ShouldBeEmpty();
        (await FindAsync(Noon, two)).ShouldHaveSingleItem().EventId.ShouldBe(parked.EventId);
        (await FindAsync(Noon, wait)).ShouldHaveSingleItem().EventId.ShouldBe(parked.EventId);
    }

    [Fact]
    public async Task A_version_has_open_instances_until_the_last_of_them_has_ended()
    {
        var version = Parcels.Plan.Version;
        (await Store.HasOpenAsync("Parcel", version, Canceled)).ShouldBeFalse();
        var ended = await CommittedAsync(Parcels.Start());
        var faulted = await CommittedAsync(Parcels.Faulted());
        (await Store.HasOpenAsync("Parcel", version, Canceled)).ShouldBeTrue();
        (await Store.HasOpenAsync("Parcel", version + 1, Canceled)).ShouldBeFalse();
        (await Store.HasOpenAsync("Other", version, Canceled)).ShouldBeFalse();

        await CommittedAsync(ended.Canceled());
        (await Store.HasOpenAsync("Parcel", version, Canceled)).ShouldBeTrue("One that has stopped on an error has not ended.");
        await CommittedAsync(faulted.Canceled());
        (await Store.HasOpenAsync("Parcel", version, Canceled)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_cannot_be_stored_fits_nobody()
    {
        foreach (var key in new[] { "a\0b", "\ud800", new string('x', 50_000) })
        {
            await ParkAsync(Event(key, "delivery"));
            (await Store.FindSubscribersAsync("Parcel", [new WaitKey("delivery", key)], Canceled)).ShouldBeEmpty();
            (await Store.FindByKeyAsync("Parcel", key, Canceled)).ShouldBeNull();
        }
    }

    private static ParkedEvent Event(string key, params string[] waits) => new()
    {
        EventId = Guid.NewGuid(),
        Workflow = "Parcel",
        Keys = [.. waits.Select(wait => new WaitKey(wait, key))],
        EventType = "Shop.ParcelDelivered",
        Body = """{ "Number": "1 ž" }""",
        ReceivedAt = Noon,
        ExpiresAt = Noon.AddMinutes(5),
    };

    private async Task<ParkedEvent> ParkAsync(ParkedEvent parked)
    {
        await Store.ParkAsync(parked, Canceled);
        return parked;
    }

    private Task<IReadOnlyList<ParkedEvent>> FindAsync(DateTimeOffset now, params WaitKey[] keys) => Store.FindParkedAsync("Parcel", keys, now, Canceled);
}
