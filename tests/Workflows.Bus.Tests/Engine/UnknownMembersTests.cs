using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit.Serialization;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class UnknownMembersTests
{
    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Card), "card")]
    private abstract class Payment
    {
        public decimal Amount { get; set; }
    }

    private sealed class Card : Payment
    {
        public string? Number { get; set; }
    }

    private sealed class Cart
    {
        public string? Name { get; set; }

        public List<Payment> Payments { get; set; } = [];

        public Dictionary<string, Customer> Customers { get; set; } = [];

        public string Title => $"{Name}'s cart";

        public JsonElement? Anything { get; set; }

        [JsonIgnore]
        public string? Scratch { get; set; }
    }

    private sealed class Open
    {
        public string? Name { get; set; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement> More { get; set; } = [];
    }

    private static void Check<T>(string text) => UnknownMembers.Refuse(text, typeof(T), WorkflowJson.ForStates().Options);

    [Theory]
    [InlineData("""{"Nane":"a"}""", "there is no member 'Nane'. Did you mean 'Name'?")]
    [InlineData("""{"Payments":[{"kind":"card","Numbr":"1"}]}""", "there is no member 'Payments.Numbr'. Did you mean 'Number'?")]
    [InlineData("""{"Customers":{"x":{"Emial":"a"}}}""", "there is no member 'Customers.x.Emial'. Did you mean 'Email'?")]
    [InlineData("""{"Scratch":"a"}""", "there is no member 'Scratch'.")]
    [InlineData("""{"$type":"a"}""", "there is no member '$type'.")]
    public void A_member_that_the_type_does_not_have_is_refused_with_the_nearest_name(string text, string sentence) =>
        Should.Throw<JsonException>(() => Check<Cart>(text)).Message.ShouldStartWith(sentence);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"a","Title":"a's cart","Anything":{"at":"all"}}""")]
    [InlineData("""{"Payments":[{"kind":"card","Number":"1","Amount":2},null],"Customers":{"any key":null}}""")]
    public void What_the_type_knows_passes(string text) => Should.NotThrow(() => Check<Cart>(text));

    [Fact]
    public void A_type_that_collects_what_it_does_not_know_knows_everything() => Should.NotThrow(() => Check<Open>("""{"other":1}"""));

    private readonly record struct Money(decimal Amount, string Currency);

    private sealed class Priced
    {
        [JsonConverter(typeof(MoneyConverter))]
        public Money Price { get; set; }

        [JsonConverter(typeof(MoneyConverter))]
        public Money? Discount { get; set; }

        public Money Total { get; set; }
    }

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var read = JsonDocument.ParseValue(ref reader);
            return new Money(read.RootElement.GetProperty("amount").GetDecimal(), read.RootElement.GetProperty("cur").GetString()!);
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class MaybeMoneyConverter : JsonConverter<Money?>
    {
        public override Money? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Money? value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    [Theory]
    [InlineData("""{"Price":{"amount":1,"cur":"EUR"}}""")]
    [InlineData("""{"Discount":{"amount":1,"cur":"EUR"}}""")]
    public void What_a_converter_of_a_member_reads_only_the_converter_knows(string text) => Should.NotThrow(() => Check<Priced>(text));

    [Fact]
    public void A_converter_of_a_member_says_nothing_about_other_members_of_its_type() =>
        Should.Throw<JsonException>(() => Check<Priced>("""{"Total":{"amount":1,"cur":"EUR"}}""")).Message.ShouldStartWith("there is no member 'Total.cur'.");

    [Fact]
    public void What_a_converter_of_the_options_reads_for_a_value_that_may_be_null_is_its_own() => Should.NotThrow(() =>
        UnknownMembers.Refuse("""{"Currency":"EUR","Discount":{"cur":"EUR"}}""", typeof(Discounted), WorkflowJson.ForStates(options => options.Converters.Add(new MaybeMoneyConverter())).Options));

    private sealed class Discounted
    {
        public string? Currency { get; set; }

        public Money? Discount { get; set; }
    }

    [Fact]
    public void Events_are_read_as_MassTransit_reads_them()
    {
        Should.NotThrow(() => UnknownMembers.Refuse("""{"orderId":"o-1","amount":1}""", typeof(OrderPaid), SystemTextJsonMessageSerializer.Options));
        Should.Throw<JsonException>(() => UnknownMembers.Refuse("""{"orderNo":"o-1"}""", typeof(OrderPaid), SystemTextJsonMessageSerializer.Options));
    }
}
