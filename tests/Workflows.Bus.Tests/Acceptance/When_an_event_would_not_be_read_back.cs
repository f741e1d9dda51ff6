using MassTransit;

namespace Workflows.Tests.Acceptance;

public sealed class When_an_event_would_not_be_read_back
{
    [Fact]
    public async Task Each_member_is_named_with_a_remedy_before_anything_starts()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.WaitFor<GoodsWeighed>("scale").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.WaitFor<IGoodsPacked>("packing").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });

        var exception = await Should.ThrowAsync<WorkflowDefinitionException>(bus.Harness.EnsureStartedAsync());

        exception.Faults.ShouldAllBe(fault => fault.StartsWith("order v3, event ", StringComparison.Ordinal));
        exception.Faults.Count.ShouldBe(6);
        ShouldSay("event GoodsWeighed: ", "GoodsWeighed.Grams has a setter that is not public", "[JsonInclude]");
        ShouldSay("event GoodsWeighed: ", "GoodsWeighed.Labels has no setter", "[JsonIgnore]");
        ShouldSay("event GoodsWeighed: ", "GoodsWeighed.Scale is Device, an abstract class", "[JsonDerivedType]");
        ShouldSay("event GoodsWeighed: ", "GoodsWeighed.Parcels[].Number has no setter", "a parameter of the constructor");
        ShouldSay("event GoodsWeighed: ", "GoodsWeighed.Note is a field", "[JsonInclude]");
        ShouldSay("event IGoodsPacked: ", "IGoodsPacked.Box.Number has no setter", "a parameter of the constructor");

        void ShouldSay(string of, string what, string remedy) =>
            exception.Faults.ShouldContain(fault => fault.Contains(of) && fault.Contains(what) && fault.Contains(remedy));
    }

    [Fact]
    public async Task One_that_starts_a_workflow_is_looked_at_as_well()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.StartedBy<ParcelFound>(_ => new Order());
            flow.Step("first", _ => Task.CompletedTask);
        });

        (await Should.ThrowAsync<WorkflowDefinitionException>(bus.Harness.EnsureStartedAsync())).Faults.ShouldHaveSingleItem().ShouldContain("ParcelFound.Number has no setter");
    }

    [Fact]
    public async Task What_the_bus_reads_back_is_none_of_it()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.WaitFor<Fault<OrderPaid>>("fault").CorrelatedBy(e => e.Message.OrderId, s => s.OrderId);
            flow.WaitFor<IOrderMoved>("move").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.WaitFor<OrderClosed>("close").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });

        await bus.Harness.EnsureStartedAsync();
    }

    public abstract class Device
    {
        public string Name { get; set; } = "";
    }

    public sealed class ParcelFound
    {
        public int Number { get; }
    }

    public sealed class GoodsWeighed
    {
        public string Note = "";

        public string OrderId { get; set; } = "";

        public int Grams { get; private set; }

        public List<string> Labels { get; } = [];

        public Device? Scale { get; set; }

        public List<Parcel> Parcels { get; set; } = [];
    }

    public sealed class Parcel
    {
        public int Number { get; }
    }

    public sealed class Box
    {
        public int Number { get; }
    }

    public interface IGoodsPacked
    {
        string OrderId { get; }

        Box Box { get; }
    }

    public interface ILine
    {
        decimal Price { get; }
    }

    public interface IOrderMoved
    {
        string OrderId { get; }

        IReadOnlyList<ILine> Lines { get; }

        IDictionary<string, object> Extra { get; }

        Uri Where { get; }
    }

    public sealed record OrderClosed(string OrderId, DateTimeOffset At, IReadOnlyDictionary<string, decimal> Totals)
    {
        public string Text => $"{OrderId} at {At}";

        public required TimeSpan Took { get; init; }
    }
}
