using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>A definition changed, and one process at a time sees to its instances.</summary>
public abstract class ChangeConformance : StoreConformance
{
    private static readonly DefinitionChange _change = new("Parcel", 1, Noon);
    private static readonly Guid _one = Guid.NewGuid();
    private static readonly Guid _other = Guid.NewGuid();

    private protected abstract IChangeStore Changes { get; }

    [Fact]
    public async Task Whoever_holds_a_change_keeps_others_from_it_until_he_is_silent_for_too_long()
    {
        await RegisterAsync(Noon);

        (await HoldAsync(_one, Noon)).ShouldBeTrue();
        (await HoldAsync(_other, Noon.AddMinutes(1))).ShouldBeFalse();
        (await HoldAsync(_one, Noon.AddMinutes(1))).ShouldBeTrue();
        (await HoldAsync(_other, Noon.AddMinutes(2.5))).ShouldBeFalse();
        (await HoldAsync(_other, Noon.AddMinutes(4))).ShouldBeTrue();
        (await HoldAsync(_one, Noon.AddMinutes(4))).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_is_done_is_held_by_nobody_and_the_definition_stays_as_it_is()
    {
        await RegisterAsync(Noon);
        await HoldAsync(_one, Noon);
        var before = (await Store.GetDefinitionsAsync(Canceled)).ShouldHaveSingleItem();
        before.ChangedAt.ShouldBe(Noon);

        await Changes.CloseAsync(_change, Canceled);

        TextOf((await Store.GetDefinitionsAsync(Canceled)).ShouldHaveSingleItem()).ShouldBe(TextOf(before with { ChangedAt = null }));
        (await HoldAsync(_one, Noon)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_another_took_the_place_of_is_neither_held_nor_done()
    {
        await RegisterAsync(Noon);
        await HoldAsync(_one, Noon);
        await RegisterAsync(Noon.AddMilliseconds(1));

        (await HoldAsync(_one, Noon)).ShouldBeFalse();
        await Changes.CloseAsync(_change, Canceled);

        (await Store.GetDefinitionsAsync(Canceled)).ShouldHaveSingleItem().ChangedAt.ShouldBe(Noon.AddMilliseconds(1));
        (await Changes.TryHoldAsync(_change with { At = Noon.AddMilliseconds(1) }, _other, Noon, Noon.AddMinutes(2), Canceled)).ShouldBeTrue("Nobody holds it yet.");
    }

    [Fact]
    public async Task Of_a_definition_that_did_not_change_or_is_not_there_nothing_is_held()
    {
        (await HoldAsync(_one, Noon)).ShouldBeFalse();
        await RegisterAsync(null);
        (await HoldAsync(_one, Noon)).ShouldBeFalse();
    }

    private Task<bool> HoldAsync(Guid holder, DateTimeOffset now) => Changes.TryHoldAsync(_change, holder, now, now.AddMinutes(2), Canceled);

    private Task RegisterAsync(DateTimeOffset? changedAt) => Store.RegisterDefinitionsAsync(
        [
            new WorkflowDefinitionView
            {
                Name = "Parcel",
                Version = 1,
                Endpoint = "parcel",
                Nodes =
                [
                    new WorkflowNodeView { Name = "pick", Kind = "Step", Label = "up to 3 \"attempts\"" },
                    new WorkflowNodeView { Name = "delivery", Kind = "Wait", EventTypes = ["Shop.ParcelDelivered"], Correlations = [new WorkflowCorrelation("Shop.ParcelDelivered", "e => e.Key + '\\0' is s => s.Key")] },
                ],
                Edges = [new WorkflowEdgeView("pick", "delivery")],
                ChangedAt = changedAt,
            },
        ],
        Noon,
        Canceled);
}
