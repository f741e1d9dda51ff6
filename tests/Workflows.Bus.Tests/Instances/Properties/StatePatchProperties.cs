using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Instances;
using Workflows.Tests.Engine.Properties;

namespace Workflows.Tests.Instances.Properties;

public class StatePatchProperties
{
    private static readonly string[] _names = ["a", "b", "A", "a/b", "~", "~1", "", "é\"", "0"];

    private static readonly Arbitrary<(JsonObject Before, JsonObject After)> _changes = Arb.From(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(40).Two()
            .Select(bytes => (ObjectOf(new Dna(bytes.Item1), 0), ObjectOf(new Dna(bytes.Item2), 0))));

    [Fact]
    public void A_patch_between_two_states_makes_the_second_of_the_first() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(_changes, change =>
        {
            var (before, after) = (change.Before.ToJsonString(), change.After.ToJsonString());
            var patch = StatePatch.Between(before, after);
            (patch is null).ShouldBe(JsonNode.DeepEquals(change.Before, change.After));
            JsonNode.DeepEquals(JsonNode.Parse(StatePatch.Apply(before, patch)), change.After).ShouldBeTrue($"{before} + {patch} is not {after}");
        }));

    private static JsonObject ObjectOf(Dna dna, int depth)
    {
        var value = new JsonObject();
        for (var i = dna.Next(4); i >= 0; i--)
            value[dna.Pick(_names)] = ValueOf(dna, depth + 1);

        return value;
    }

    private static JsonNode? ValueOf(Dna dna, int depth) => dna.Next(depth > 4 ? 5 : 7) switch
    {
        0 => null,
        1 => JsonValue.Create(dna.Next(3)),
        2 => JsonValue.Create(dna.Pick(["", "x", "\ud83d\ude00"])),
        3 => JsonValue.Create(dna.OneIn(2)),
        4 => JsonValue.Create(0.1m * (1 + dna.Next(2))),
        5 => new JsonArray(ValueOf(dna, depth + 1), ValueOf(dna, depth + 1)),
        _ => ObjectOf(dna, depth),
    };
}
