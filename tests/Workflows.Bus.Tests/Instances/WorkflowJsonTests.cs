using System.Text.Json;
using Workflows.Instances;

namespace Workflows.Tests.Instances;

public class WorkflowJsonTests
{
    private static readonly WorkflowJson _json = new(WorkflowJson.CreateDefaultOptions());

    private sealed class Node
    {
        public Node? Next { get; set; }

        public double Value { get; set; }

        public string? Text { get; set; }
    }

    private sealed class Rude
    {
        private readonly int _value = 1;

        public int Value
        {
            get => _value > 0 ? throw new TimeoutException("rude getter") : _value;
            set => throw new TimeoutException($"rude setter {value}");
        }
    }

    [Fact]
    public void A_state_comes_back_as_it_was()
    {
        var text = _json.Serialize(new Node { Value = 0.1, Text = "é\u2028\"" }, typeof(Node));
        var back = (Node)_json.Deserialize(text, typeof(Node));
        back.Value.ShouldBe(0.1);
        back.Text.ShouldBe("é\u2028\"");
    }

    [Fact]
    public void A_cycle_cannot_be_stored()
    {
        var node = new Node();
        node.Next = node;
        Unstorable(node).ShouldContain("Node cannot be stored as JSON");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_none_cannot_be_stored(double value) => Unstorable(new Node { Value = value }).ShouldContain("cannot be stored");

    [Fact]
    public void A_null_character_cannot_be_stored() => Unstorable(new Node { Text = "a\0b" }).ShouldContain("null character");

    [Fact]
    public void Half_a_surrogate_pair_is_refused_in_values_names_and_characters()
    {
        Should.Throw<UnstorableException>(() => _json.Serialize(new Node { Text = "a\ud83d" }, typeof(Node))).Message.ShouldContain("Node contains half of a surrogate pair in 'a\uFFFD'");
        Should.Throw<UnstorableException>(() => _json.Serialize(new Dictionary<string, int> { ["\udc00b"] = 1 }, typeof(Dictionary<string, int>)));
        Should.Throw<UnstorableException>(() => _json.Serialize(new List<char> { '\ud83d' }, typeof(List<char>)));
        Should.Throw<UnstorableException>(() => new WorkflowJson(MassTransit.Serialization.SystemTextJsonMessageSerializer.Options).Serialize(new Node { Text = "a\ud83d" }, typeof(Node)));
    }

    [Fact]
    public void The_replacement_character_itself_and_whole_pairs_are_stored_as_they_are()
    {
        foreach (var text in new[] { "a\uFFFDb", "😀", "\\uFFFD" })
            ((Node)_json.Deserialize(_json.Serialize(new Node { Text = text }, typeof(Node)), typeof(Node))).Text.ShouldBe(text);
    }

    [Fact]
    public void What_is_larger_than_allowed_is_refused_with_its_size_the_limit_and_what_to_do()
    {
        var json = new WorkflowJson(WorkflowJson.CreateDefaultOptions()) { Size = new ContentSize(1_024, "StateSizeLimit") };
        json.Serialize(new Node { Text = new string('x', 900) }, typeof(Node));

        var refused = Should.Throw<UnstorableException>(() => json.Serialize(new Node { Text = new string('x', 3_000) }, typeof(Node)));

        refused.Message.ShouldStartWith("Node is 3,0");
        refused.Message.ShouldContain("the limit is 1,024 (StateSizeLimit)");
    }

    [Fact]
    public void A_property_that_throws_cannot_be_stored() => Unstorable(new Rude()).ShouldContain("rude getter");

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("a\\\\u0000")]
    [InlineData("\\")]
    public void The_text_of_an_escape_is_no_null_character(string text)
    {
        var stored = _json.Serialize(new Node { Text = text }, typeof(Node));
        ((Node)_json.Deserialize(stored, typeof(Node))).Text.ShouldBe(text);
    }

    [Fact]
    public void A_null_character_behind_a_backslash_is_found() => Unstorable(new Node { Text = "\\\0" }).ShouldContain("null character");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"Value":"x"}""")]
    public void Text_of_another_shape_is_a_JSON_error(string text) => Should.Throw<JsonException>(() => _json.Deserialize(text, typeof(Node)));

    [Fact]
    public void A_property_that_refuses_its_value_is_a_JSON_error() =>
        Should.Throw<JsonException>(() => _json.Deserialize("""{"Value":1}""", typeof(Rude))).Message.ShouldContain("rude setter 1");

    private static string Unstorable(object value) =>
        Should.Throw<UnstorableException>(() => _json.Serialize(value, value.GetType())).Message;
}
