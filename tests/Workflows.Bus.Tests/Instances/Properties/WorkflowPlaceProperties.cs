using FsCheck;
using FsCheck.Fluent;
using Workflows.Contracts;
using Workflows.Tests.Engine.Properties;

namespace Workflows.Tests.Instances.Properties;

public class WorkflowPlaceProperties
{
    private static readonly string[] _names = ["a", "b", "ab", "a/b", "~", "~1", "[0]", "a[1]", "]", " ", "é\ud83d\ude00", "0"];

    private static readonly Arbitrary<byte[]> _choices = Arb.From(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(40));

    [Fact]
    public void The_text_of_a_place_is_that_of_no_other_and_gives_it_back() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(_choices, _choices, (first, second) =>
        {
            var (one, other) = (NamesOf(new Dna(first)), NamesOf(new Dna(second)));
            var place = PlaceOf(one);
            WorkflowPlace.Parse(place.ToString()).ShouldBe(place);
            NamesOf(place).ShouldBe(one);
            (place == PlaceOf(other)).ShouldBe(one.SequenceEqual(other));
        }));

    [Fact]
    public void A_place_contains_another_when_its_names_are_the_beginning_of_the_others() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(_choices, _choices, (first, second) =>
        {
            var one = NamesOf(new Dna(first));
            List<(string Name, int? Index)> other = [.. one.Take(one.Count - 1), .. NamesOf(new Dna(second))];
            PlaceOf(one).Contains(PlaceOf(other)).ShouldBe(IsBeginning(one, other), $"{PlaceOf(one)} and {PlaceOf(other)}");
        }));

    [Fact]
    public void Whatever_text_is_taken_for_a_place_is_the_text_of_that_place() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(_choices, choices =>
        {
            var dna = new Dna(choices);
            var text = string.Concat(Enumerable.Range(0, dna.Next(12)).Select(_ => dna.Pick(["a", "/", "[", "]", "~", "0", "1", "10"])));
            if (WorkflowPlace.TryParse(text, out var place))
                PlaceOf(NamesOf(place)).ToString().ShouldBe(text);
        }));

    private static bool IsBeginning(List<(string Name, int? Index)> one, List<(string Name, int? Index)> other) =>
        one.Count <= other.Count
        && one.Take(one.Count - 1).SequenceEqual(other.Take(one.Count - 1))
        && one[^1].Name == other[one.Count - 1].Name
        && (one[^1].Index is null ? one.Count == other.Count || other[one.Count - 1].Index is not null || other[one.Count - 1] == one[^1] : one[^1] == other[one.Count - 1]);

    private static List<(string Name, int? Index)> NamesOf(Dna dna) =>
        [.. Enumerable.Range(0, 1 + dna.Next(4)).Select(_ => (dna.Pick(_names), dna.OneIn(2) ? dna.Pick([0, 1, 11, int.MaxValue]) : (int?)null))];

    private static List<(string Name, int? Index)> NamesOf(WorkflowPlace place) =>
        place.IsRoot ? [] : [.. NamesOf(place.Parent), (place.Name, place.Index)];

    private static WorkflowPlace PlaceOf(List<(string Name, int? Index)> names) =>
        names.Aggregate(WorkflowPlace.Root, (place, name) => place.In(name.Name, name.Index));
}
