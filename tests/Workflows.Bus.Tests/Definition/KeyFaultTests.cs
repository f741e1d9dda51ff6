using MassTransit;

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

    private sealed record Email(string Value)
    {
        public bool Equals(Email? other) => string.Equals(Value, other?.Value, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);
    }

    private readonly record struct Sku(string Value)
    {
        public bool Equals(Sku other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);
    }

    private record Tenant(string Name)
    {
        public virtual bool Equals(Tenant? other) => string.Equals(Name, other?.Name, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);
    }

    private sealed record Site(string Name, int Number) : Tenant(Name);

    private readonly struct CustomerCode(string value) : IEquatable<CustomerCode>
    {
        public string Value { get; } = value;

        public bool Equals(CustomerCode other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

        public override bool Equals(object? obj) => obj is CustomerCode other && Equals(other);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);
    }

    /// <summary>As its library wrote it: what it writes is what it is read from.</summary>
    private readonly struct Isbn(string value) : IEquatable<Isbn>, IFormattable, IParsable<Isbn>
    {
        private readonly string _value = value;

        public static Isbn Parse(string s, IFormatProvider? provider) => new(s);

        public static bool TryParse(string? s, IFormatProvider? provider, out Isbn result)
        {
            result = new Isbn(s ?? "");
            return s is not null;
        }

        public bool Equals(Isbn other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

        public override bool Equals(object? obj) => obj is Isbn other && Equals(other);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

        public string ToString(string? format, IFormatProvider? formatProvider) => _value;
    }

    private readonly struct ExactCode(string value) : IEquatable<ExactCode>, IFormattable, IParsable<ExactCode>
    {
        private readonly string _value = value;

        public static ExactCode Parse(string s, IFormatProvider? provider) => new(s);

        public static bool TryParse(string? s, IFormatProvider? provider, out ExactCode result)
        {
            result = new ExactCode(s ?? "");
            return s is not null;
        }

        public bool Equals(ExactCode other) => _value == other._value;

        public override bool Equals(object? obj) => obj is ExactCode other && Equals(other);

        public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

        public string ToString(string? format, IFormatProvider? formatProvider) => _value;
    }

    private readonly struct OrderNumber(long value) : IEquatable<OrderNumber>
    {
        public long Value { get; } = value;

        public bool Equals(OrderNumber other) => Value == other.Value;

        public override bool Equals(object? obj) => obj is OrderNumber other && Equals(other);

        public override int GetHashCode() => Value.GetHashCode();
    }

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
    public void A_type_that_says_itself_what_is_equal_is_refused_because_equal_keys_could_have_two_texts()
    {
        Fault(s => new Email(s)).ShouldContain(
            "it is Email, whose Equals is written by hand, so that keys which it calls equal could have different texts. Take what is in it, in one form (such as .Value.ToUpperInvariant()), or leave Equals to the compiler.");
        Fault(s => new Sku(s)).ShouldContain("it is Sku, whose Equals is written by hand");
        Fault<Sku?>(s => new Sku(s)).ShouldContain("it is Sku, whose Equals is written by hand");
        Fault(s => new CustomerCode(s)).ShouldContain("it is CustomerCode, whose Equals is written by hand");
        Fault(s => new Isbn(s)).ShouldContain("it is Isbn, whose Equals is written by hand");
        Fault(s => new Site(s, 1)).ShouldContain("it is Site, whose Equals is written by hand");
        Fault(s => ("tenant", new Email(s))).ShouldContain("its member Item2 is Email, whose Equals is written by hand");
    }

    [Fact]
    public void One_over_a_number_or_an_id_and_one_that_is_as_exact_as_its_text_are_keys()
    {
        Workflows.Definition.KeyText.FaultOf(typeof(OrderNumber)).ShouldBeNull();
        Workflows.Definition.KeyText.Of(new OrderNumber(7)).ShouldBe("7");
        Workflows.Definition.KeyText.FaultOf(typeof(ExactCode)).ShouldBeNull();
        Workflows.Definition.KeyText.FaultOf(typeof(NewId)).ShouldBeNull();
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
