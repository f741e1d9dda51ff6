namespace Workflows.Tests.Definition;

/// <summary>Types that cannot be keys are found when the definition is read.</summary>
public sealed class KeyFaultTests
{
    private sealed class Plain
    {
        public string Name { get; set; } = "";
    }

    private sealed record WithList(string Name, List<string> Tags);

    private sealed record Outer(string Name, WithList Inner);

    private sealed record Chain(string Name, Chain? Next);

    private record struct Empty;

    [Fact]
    public void Lists_and_arrays_are_refused()
    {
        Fault(s => new[] { s }).ShouldContain("it is String[], and two lists with the same content are not equal. Take a text, a Guid, a number, an enum, a time, or a record or tuple of these.");
        Fault(s => new List<string> { s }).ShouldContain("it is List<String>");
        Fault(s => new Dictionary<string, int> { [s] = 1 }).ShouldContain("it is Dictionary<String, Int32>");
    }

    [Fact]
    public void What_does_not_say_what_is_in_it_is_refused()
    {
        Fault<object>(s => s).ShouldContain("it is Object, which says nothing about what is in it");
        Fault<dynamic>(s => s).ShouldContain("it is Object");
        Fault<IComparable>(s => s).ShouldContain("it is IComparable");
        Fault(s => new Plain { Name = s }).ShouldContain("it is Plain, whose values are not known to be equal by what is in them");
        Fault(_ => default(Empty)).ShouldContain("it is Empty, which has no members");
    }

    [Fact]
    public void A_member_that_cannot_be_part_of_a_key_is_named()
    {
        Fault(s => new Outer(s, new WithList(s, []))).ShouldContain("its member Inner.Tags is List<String>");
        Fault(s => (s, new[] { 1 })).ShouldContain("its member Item2 is Int32[]");
        Fault(s => new Chain(s, null)).ShouldContain("its member Next is Chain, which holds itself");
    }

    [Fact]
    public void All_of_them_stand_in_one_message()
    {
        var faults = Plans.FaultsOf(flow =>
        {
            flow.UniqueBy(s => new[] { s.OrderId });
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => new[] { e.OrderId }, s => new[] { s.OrderId });
            flow.WaitFor<OrderShipped>("shipment").CorrelatedBy<object>(e => e, s => s);
        });

        faults.Count.ShouldBe(3);
        faults[0].ShouldContain("expected a key in UniqueBy that always has the same text");
        faults[1].ShouldContain("node 'payment': expected a key for OrderPaid that always has the same text");
    }

    private static string Fault<TKey>(Func<string, TKey> key) =>
        Plans.FaultsOf(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => key(e.OrderId!), s => key(s.OrderId!))).ShouldHaveSingleItem();
}
