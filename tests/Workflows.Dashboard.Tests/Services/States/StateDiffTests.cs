using Workflows.Dashboard.Services.States;

namespace Workflows.Dashboard.Tests.Services.States;

public sealed class StateDiffTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1.0}""")]
    [InlineData("""{"a":[1,{"b":null}]}""", """{"a":[1,{"b":null}]}""")]
    public void What_means_the_same_does_not_differ(string before, string after) => StateDiff.Between(before, after).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "/a", "1", "2")]
    [InlineData("""{}""", """{"a":null}""", "/a", null, "null")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", "/a/b", "1", null)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "/a/1", "2", null)]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "/a/1", null, "2")]
    [InlineData("""{"a/b":{"~":1}}""", """{"a/b":{"~":2}}""", "/a~1b/~0", "1", "2")]
    [InlineData("""{"a":[]}""", """{"a":{}}""", "/a", "[]", "{}")]
    [InlineData("1", "2", "", "1", "2")]
    public void A_difference_names_its_place(string before, string after, string path, string? old, string? changed) =>
        StateDiff.Between(before, after).ShouldBe([new StateChange(path, old, changed)]);

    [Fact]
    public void Text_that_is_not_json_is_shown_as_it_is() => JsonText.Indented("{oops").ShouldBe("{oops");

    [Fact]
    public void Every_character_is_shown_as_itself()
    {
        const string Escaped = """{"at":"2026-11-29T20:44:38\u002B00:00","who":"O\u0027Brien \u003Ca\u002Bb@x\u003E","face":"\uD83D\uDE00","ü":1}""";
        const string Readable = """{"at":"2026-11-29T20:44:38+00:00","who":"O'Brien <a+b@x>","face":"😀","ü":1}""";
        JsonText.Line(Escaped).ShouldBe(Readable);
        JsonText.Indented(Escaped).ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal).Replace("\": ", "\":", StringComparison.Ordinal).ShouldBe(Readable);
        JsonText.Line("""{"a":"\\uD83D\\uDE00","b":"\uD83D"}""").ShouldBe("""{"a":"\\uD83D\\uDE00","b":"\uD83D"}""");
        StateDiff.Between("{}", Escaped)[0].After.ShouldBe("\"2026-11-29T20:44:38+00:00\"");
    }
}
