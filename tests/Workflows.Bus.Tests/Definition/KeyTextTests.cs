using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using MassTransit;
using Workflows.Definition;

namespace Workflows.Tests.Definition;

public sealed class KeyTextTests
{
    private enum Colour
    {
        Red,
        Green = 7,
        Verdant = 7,
    }

    private readonly record struct OrderId(Guid Value);

    private sealed record Region(string Country, int Number);

    private record Place(string Name);

    private sealed record Street(string Name, int Number) : Place(Name);

    private sealed record Nested(OrderId Order, Region Region, string Note);

    /// <summary>Of another library: read from the text that it writes.</summary>
    private readonly record struct Ticket(string Text) : IFormattable, IParsable<Ticket>
    {
        public static Ticket Parse(string s, IFormatProvider? provider) => new(s);

        public static bool TryParse(string? s, IFormatProvider? provider, out Ticket result)
        {
            result = new Ticket(s ?? "");
            return s is not null;
        }

        public string ToString(string? format, IFormatProvider? formatProvider) => Text;
    }

    [Fact]
    public void Keys_read_the_same_on_every_machine()
    {
        KeyText.Of("o-1").ShouldBe("o-1");
        KeyText.Of(new Guid("A0000000-0000-0000-0000-00000000000B")).ShouldBe("a0000000-0000-0000-0000-00000000000b");
        KeyText.Of(1234567).ShouldBe("1234567");
        KeyText.Of(-5L).ShouldBe("-5");
        KeyText.Of(0).ShouldBe("0");
        KeyText.Of(1.5m).ShouldBe("1.5");
        KeyText.Of(0.00001m).ShouldBe("0.00001");
        KeyText.Of(-1234567.5).ShouldBe("-1234567.5");
        KeyText.Of(BigInteger.Pow(10, 30)).ShouldBe("1000000000000000000000000000000");
        KeyText.Of(new DateOnly(2026, 1, 5)).ShouldBe("2026-01-05");
        KeyText.Of(new TimeOnly(9, 8, 7)).ShouldBe("09:08:07.0000000");
        KeyText.Of(TimeSpan.FromMinutes(90)).ShouldBe("01:30:00");
        KeyText.Of(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(2))).ShouldBe("2026-01-05T08:00:00.0000000+00:00");
        KeyText.Of(true).ShouldBe("True");
        KeyText.Of('x').ShouldBe("x");
        KeyText.Of(new Uri("HTTPS://Example.com/a b")).ShouldBe("https://example.com/a%20b");
        KeyText.Of((1, "a")).ShouldBe("(1,a)");
        KeyText.Of(new Region("no", 47)).ShouldBe("(no,47)");
    }

    [Fact]
    public void Equal_keys_have_one_text()
    {
        KeyText.Of(10.00m).ShouldBe(KeyText.Of(10m));
        KeyText.Of(-0.0m).ShouldBe(KeyText.Of(0m));
        KeyText.Of(-0.0).ShouldBe(KeyText.Of(0.0));
        KeyText.Of(-0.0f).ShouldBe(KeyText.Of(0.0f));
        KeyText.Of(Half.NegativeZero).ShouldBe(KeyText.Of(Half.Zero));
        KeyText.Of(new NFloat(-0.0)).ShouldBe(KeyText.Of(new NFloat(0.0)));
        KeyText.Of(new Complex(-0.0, -0.0)).ShouldBe(KeyText.Of(Complex.Zero));
        KeyText.Of(Colour.Green).ShouldBe(KeyText.Of(Colour.Verdant));
        KeyText.Of(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(2))).ShouldBe(KeyText.Of(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero)));
        var utc = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
        KeyText.Of(utc.ToLocalTime()).ShouldBe(KeyText.Of(utc));
        KeyText.Of(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified)).ShouldBe(KeyText.Of(utc));
    }

    [Theory]
    [InlineData("https://x/a#b", "https://x/a")]
    [InlineData("https://x/a?q=1#b", "https://x/a?q=1#c")]
    [InlineData("https://ann@x/a", "https://bob:secret@x/a")]
    [InlineData("ftp://ann@x/a", "ftp://x/a")]
    [InlineData("rabbitmq://ann:secret@x/a", "rabbitmq://x/a")]
    [InlineData("urn:a:b#c", "urn:a:b")]
    [InlineData("mailto:ann@x", "mailto:bob@x")]
    [InlineData("mailto:ann@x?subject=a", "mailto:ann@x?subject=b")]
    [InlineData("https://x/a?q=1", "https://x/a?q=2")]
    [InlineData("https://x/a", "https://x:8443/a")]
    [InlineData("https://x/a", "http://x/a")]
    [InlineData("a#b", "a")]
    public void Addresses_have_one_text_if_they_are_equal_and_two_if_they_are_not(string one, string other)
    {
        var (left, right) = (new Uri(one, UriKind.RelativeOrAbsolute), new Uri(other, UriKind.RelativeOrAbsolute));
        (KeyText.Of(left) == KeyText.Of(right)).ShouldBe(left.Equals(right));
    }

    [Theory]
    [InlineData("https://x:8443/a%20b?q=%23&r=ü")]
    [InlineData("https://x")]
    [InlineData("mailto:ann@x?subject=a")]
    [InlineData("urn:a:b")]
    [InlineData("file:///a/b")]
    [InlineData("rabbitmq://x/host/queue?durable=true")]
    public void An_address_without_fragment_and_user_info_reads_as_it_is(string address) =>
        KeyText.Of(new Uri(address)).ShouldBe(new Uri(address).AbsoluteUri);

    [Fact]
    public void An_enum_is_its_number_so_that_a_member_may_be_renamed()
    {
        KeyText.Of(Colour.Red).ShouldBe("0");
        KeyText.Of(Colour.Green).ShouldBe("7");
    }

    [Theory]
    [InlineData("a", "b, c", "a, b", "c")]
    [InlineData("a,b", "c", "a", "b,c")]
    [InlineData("a)", "b", "a", ")b")]
    [InlineData("a\\", "b", "a", "\\b")]
    [InlineData("a\\,b", "c", "a\\", "b,c")]
    [InlineData("(a,b)", "c", "a", "b,c")]
    public void Different_keys_have_different_texts(string a1, string a2, string b1, string b2)
    {
        KeyText.Of((a1, a2)).ShouldNotBe(KeyText.Of((b1, b2)));
        KeyText.Of((a1, (a2, "x"))).ShouldNotBe(KeyText.Of(((a1, a2), "x")));
    }

    [Fact]
    public void An_id_in_a_type_of_its_own_reads_like_the_id()
    {
        var id = Guid.NewGuid();
        KeyText.Of(new OrderId(id)).ShouldBe($"{id}");
        KeyText.Of<OrderId?>(new OrderId(id)).ShouldBe($"{id}");
        KeyText.Of(new Nested(new OrderId(id), new Region("no", 1), "a,b")).ShouldBe($"({id},(no,1),a\\,b)");
        KeyText.Of(id.ToNewId()).ShouldBe($"{id}");
    }

    [Fact]
    public void What_is_empty_is_no_key()
    {
        KeyText.Of<string>(null).ShouldBeNull();
        KeyText.Of("").ShouldBeNull();
        KeyText.Of(Guid.Empty).ShouldBeNull();
        KeyText.Of<Guid?>(null).ShouldBeNull();
        KeyText.Of<Guid?>(Guid.Empty).ShouldBeNull();
        KeyText.Of<int?>(null).ShouldBeNull();
        KeyText.Of(default(OrderId)).ShouldBeNull();
        KeyText.Of(("tenant", Guid.Empty)).ShouldBeNull();
        KeyText.Of(("tenant", (string?)null)).ShouldBeNull();
        KeyText.Of(("tenant", 0)).ShouldBe("(tenant,0)");
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(" \t\r\n")]
    [InlineData("\u00a0\u2003")]
    public void What_is_blank_is_no_key_either(string blank)
    {
        KeyText.Of(blank).ShouldBeNull();
        KeyText.Of(("tenant", blank)).ShouldBeNull();
        KeyText.Of(new Place(blank)).ShouldBeNull();
        KeyText.Of(new Ticket(blank)).ShouldBeNull();
        KeyText.Of(default(Ticket)).ShouldBeNull();
        KeyText.Of(new Ticket(" a ")).ShouldBe(" a ");
    }

    [Fact]
    public void A_nullable_key_reads_like_the_key()
    {
        var id = Guid.NewGuid();
        KeyText.Of<Guid?>(id).ShouldBe(KeyText.Of(id));
    }

    [Fact]
    public void A_record_that_has_more_to_it_than_the_declared_type_is_refused() =>
        Should.Throw<InvalidOperationException>(() => KeyText.Of<Place>(new Street("Lane", 1))).Message.ShouldContain("Expected a key of the type");

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void No_culture_changes_a_key(string culture)
    {
        CultureInfo.GetCultureInfo(culture).NumberFormat.ShouldNotBeNull();
        var before = All().ToArray();
        var (saved, savedUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            $"{-1.5m} {new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc):d}".ShouldNotBe("-1.5 01/05/2026", "The cultures of the machine are to be there.");
            All().ToArray().ShouldBe(before);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (saved, savedUi);
        }
    }

    private static IEnumerable<string?> All()
    {
        var at = new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(2));
        yield return KeyText.Of(-1234567.25m);
        yield return KeyText.Of(-1234567.25);
        yield return KeyText.Of(-5);
        yield return KeyText.Of(new BigInteger(-5));
        yield return KeyText.Of(at);
        yield return KeyText.Of(at.UtcDateTime);
        yield return KeyText.Of(new DateOnly(2026, 1, 5));
        yield return KeyText.Of(new TimeOnly(22, 8, 7));
        yield return KeyText.Of(TimeSpan.FromDays(-1.5));
        yield return KeyText.Of(Colour.Green);
        yield return KeyText.Of((-1.5m, "I", new DateOnly(2026, 1, 5)));
        yield return KeyText.Of(new Region("I", -5));
    }
}
