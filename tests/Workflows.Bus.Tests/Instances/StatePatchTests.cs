using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Instances;

namespace Workflows.Tests.Instances;

public class StatePatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", null)]
    [InlineData("""{"a":1}""", """{ "a": 1 }""", null)]
    [InlineData("""{"a":1}""", """{"a":2}""", """[{"op":"replace","path":"/a","value":2}]""")]
    [InlineData("""{"a":1}""", """{"a":null}""", """[{"op":"replace","path":"/a","value":null}]""")]
    [InlineData("""{"a":1}""", """{}""", """[{"op":"remove","path":"/a"}]""")]
    [InlineData("""{}""", """{"a":null}""", """[{"op":"add","path":"/a","value":null}]""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1,"c":3}}""", """[{"op":"replace","path":"/a/c","value":3}]""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2,3]}""", """[{"op":"replace","path":"/a","value":[1,2,3]}]""")]
    [InlineData("""{"a/b~c":1}""", """{"a/b~c":2}""", """[{"op":"replace","path":"/a~1b~0c","value":2}]""")]
    [InlineData("""{"":1}""", """{"":2}""", """[{"op":"replace","path":"/","value":2}]""")]
    [InlineData("""{"a":{}}""", """{"a":1}""", """[{"op":"replace","path":"/a","value":1}]""")]
    [InlineData("""{"a":1.0}""", """{"a":1.00}""", """[{"op":"replace","path":"/a","value":1.00}]""")]
    [InlineData("""{"a":[1.0]}""", """{"a":[1.00]}""", """[{"op":"replace","path":"/a","value":[1.00]}]""")]
    [InlineData("""{"a":{"$type":"x","b":1}}""", """{"a":{"$type":"x","b":2}}""", """[{"op":"replace","path":"/a/b","value":2}]""")]
    [InlineData("""{"a":{"$type":"x","b":1}}""", """{"a":{"$type":"y","b":1}}""", """[{"op":"replace","path":"/a","value":{"$type":"y","b":1}}]""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"$type":"y","b":1}}""", """[{"op":"replace","path":"/a","value":{"$type":"y","b":1}}]""")]
    [InlineData("""{"$type":"x","b":1}""", """{"$type":"y","b":1}""", """[{"op":"replace","path":"","value":{"$type":"y","b":1}}]""")]
    [InlineData("""[1]""", """[2]""", """[{"op":"replace","path":"","value":[2]}]""")]
    public void A_patch_says_what_was_changed_and_makes_it_so(string before, string after, string? patch)
    {
        StatePatch.Between(before, after).ShouldBe(patch);
        ShouldSayTheSame(StatePatch.Apply(before, patch), after);
    }

    [Fact]
    public void An_object_of_another_class_is_replaced_whole_whatever_its_class_stands_under() =>
        StatePatch.Between("""{"a":{"kind":"x","b":1,"c":1}}""", """{"a":{"kind":"y","b":1}}""", ["kind"]).ShouldBe("""[{"op":"replace","path":"/a","value":{"kind":"y","b":1}}]""");

    [Theory]
    [InlineData("""[{"op":"add","path":"/a/$type","value":"y"}]""", """{"a":{"$type":"y","b":1}}""")]
    [InlineData("""[{"op":"replace","path":"/a/b","value":2}]""", """{"a":{"b":2}}""")]
    public void A_patch_of_an_earlier_version_leaves_the_class_of_an_object_before_its_members(string patch, string after) =>
        StatePatch.Apply("""{"a":{"b":1}}""", patch).ShouldBe(after);

    [Fact]
    public void What_is_replaced_keeps_its_place() =>
        StatePatch.Apply("""{"a":1,"b":2}""", """[{"op":"replace","path":"/a","value":3}]""").ShouldBe("""{"a":3,"b":2}""");

    [Fact]
    public void Changes_of_different_members_do_not_overwrite_each_other()
    {
        const string before = """{"a":{"x":1},"b":1}""";
        var one = StatePatch.Between(before, """{"a":{"x":2},"b":1}""");
        var other = StatePatch.Between(before, """{"a":{"x":1},"b":2}""");
        ShouldSayTheSame(StatePatch.Apply(StatePatch.Apply(before, one), other), """{"a":{"x":2},"b":2}""");
    }

    [Fact]
    public void A_change_inside_something_that_is_gone_is_dropped() =>
        ShouldSayTheSame(StatePatch.Apply("""{"b":1}""", """[{"op":"replace","path":"/a/x","value":2}]"""), """{"b":1}""");

    [Fact]
    public void A_value_as_deep_as_a_state_may_be_survives_a_patch()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 63)) + "1" + new string('}', 63);
        var patch = StatePatch.Between("""{"s":0}""", $$"""{"s":{{deep}}}""");
        ShouldSayTheSame(StatePatch.Apply("""{"s":0}""", patch), $$"""{"s":{{deep}}}""");
    }

    [Fact]
    public void Setting_members_makes_a_patch_of_them() =>
        StatePatch.SettingMembers("""{"a":1,"b":null}""").ShouldBe("""[{"op":"add","path":"/a","value":1},{"op":"add","path":"/b","value":null}]""");

    [Fact]
    public void Setting_no_members_changes_nothing() => StatePatch.SettingMembers("{}").ShouldBeNull();

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"a":1,"a":2}""")]
    public void Members_that_are_no_object_are_refused(string members) =>
        Should.Throw<JsonException>(() => StatePatch.SettingMembers(members));

    private static void ShouldSayTheSame(string actual, string expected) =>
        JsonNode.DeepEquals(JsonNode.Parse(actual, documentOptions: new() { MaxDepth = 100 }), JsonNode.Parse(expected, documentOptions: new() { MaxDepth = 100 })).ShouldBeTrue($"{actual} is not {expected}");
}
