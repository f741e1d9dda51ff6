using Workflows.Dashboard.Services.Operations;

namespace Workflows.Dashboard.Tests.Services.Operations;

public sealed class ShapeFormTests
{
    private const string Schema = """
        {"type":"object","required":["Name","Amount"],"properties":{
          "Name":{"type":"string"},"Amount":{"type":["string","number"],"pattern":"x"},"Count":{"type":"integer"},"IsVip":{"type":"boolean"},"Agreed":{"type":["boolean","null"]},
          "At":{"type":["string","null"],"format":"date-time"},"Plan":{"enum":["Free","Team",null]},"Lines":{"type":"array"},"Nested":{"type":"object"},"Any":{}}}
        """;

    [Fact]
    public void Each_member_gets_a_field_of_its_kind() =>
        ShapeForm.Fields(Schema).Select(field => (field.Name, field.Kind, field.IsRequired)).ShouldBe(
        [
            ("Name", ShapeFieldKind.Text, true), ("Amount", ShapeFieldKind.Number, true), ("Count", ShapeFieldKind.Number, false), ("IsVip", ShapeFieldKind.Flag, false), ("Agreed", ShapeFieldKind.OptionalFlag, false),
            ("At", ShapeFieldKind.Time, false), ("Plan", ShapeFieldKind.Choice, false), ("Lines", ShapeFieldKind.Json, false), ("Nested", ShapeFieldKind.Json, false), ("Any", ShapeFieldKind.Json, false),
        ]);

    [Fact]
    public void Of_what_is_made_by_hand_everything_without_a_natural_beginning_must_be_given() =>
        ShapeForm.Fields("""
            {"properties":{"Id":{"type":"string","format":"uuid"},"Note":{"type":["string","null"]},"Count":{"type":"integer"},"IsVip":{"type":"boolean"},"At":{"type":"string","format":"date-time"},
            "Plan":{"enum":["Free","Team"]},"Color":{"enum":["Red",null]},"Currency":{"type":"string","default":"EUR"},"Lines":{"type":"array"}}}
            """).Where(field => field.IsRequired).Select(field => field.Name).ShouldBe(["Id", "At", "Plan"]);

    [Fact]
    public void What_was_filled_in_becomes_an_object()
    {
        var given = new Dictionary<string, string> { ["Name"] = "Ada \"L\"", ["Amount"] = "412.50", ["IsVip"] = "true", ["At"] = "2026-11-20T14:00", ["Plan"] = "Team", ["Lines"] = "[1,2]" };
        Compose(given).ShouldBe("""{"Name":"Ada \u0022L\u0022","Amount":412.50,"IsVip":true,"At":"2026-11-20T14:00:00+00:00","Plan":"Team","Lines":[1,2]}""");
    }

    [Theory]
    [InlineData(null, """{"Name":"Ada","Amount":1,"IsVip":false}""")]
    [InlineData("false", """{"Name":"Ada","Amount":1,"IsVip":false,"Agreed":false}""")]
    [InlineData("true", """{"Name":"Ada","Amount":1,"IsVip":false,"Agreed":true}""")]
    public void What_may_be_left_open_is_not_taken_for_no(string? agreed, string expected)
    {
        var given = new Dictionary<string, string> { ["Name"] = "Ada", ["Amount"] = "1" };
        if (agreed is not null)
            given["Agreed"] = agreed;

        Compose(given).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Agreed", "perhaps", "Agreed: expected true or false, but it is 'perhaps'.")]
    [InlineData("Name", "", "Name must be given.")]
    [InlineData("Amount", "much", "Amount: expected a number, but it is 'much'.")]
    [InlineData("At", "soon", "At: expected a time (UTC), but it is 'soon'.")]
    [InlineData("Plan", "Gold", "Plan: expected one of Free, Team, but it is 'Gold'.")]
    [InlineData("Lines", "[1", "Lines: expected JSON, but it is '[1'.")]
    public void What_does_not_fit_is_named(string field, string value, string sentence)
    {
        var given = new Dictionary<string, string> { ["Name"] = "Ada", ["Amount"] = "1", [field] = value };
        Should.Throw<FormatException>(() => Compose(given)).Message.ShouldBe(sentence);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not json")]
    [InlineData("true")]
    [InlineData("""{"type":"object"}""")]
    public void A_schema_that_says_nothing_makes_no_form(string? schema) => ShapeForm.Fields(schema).ShouldBeEmpty();

    [Fact]
    public void A_member_cannot_take_the_place_of_a_field_of_the_form() =>
        ShapeForm.Fields("""{"properties":{"reason":{"type":"string"}}}""").Single().InputName.ShouldBe("member.reason");

    private static string Compose(Dictionary<string, string> given) =>
        ShapeForm.Compose(ShapeForm.Fields(Schema), name => given.GetValueOrDefault(name["member.".Length..]));
}
