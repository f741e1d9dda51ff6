using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.Tests.Instances;

public class WorkflowPlaceTests
{
    [Fact]
    public void A_place_is_written_as_its_scopes_and_its_node() =>
        WorkflowPlace.Root.In("lines", 3).In("reserve").ToString().ShouldBe("lines[3]/reserve");

    [Fact]
    public void A_node_in_no_scope_is_written_as_its_name() => WorkflowPlace.Of("charge the card").ToString().ShouldBe("charge the card");

    [Fact]
    public void Signs_that_a_place_is_made_of_can_stand_in_names()
    {
        var place = WorkflowPlace.Root.In("a/b[1]~", 0).In("~1");

        place.ToString().ShouldBe("a~1b~21]~0[0]/~01");
        (place.Parent.Name, place.Parent.Index, place.Name, place.Index).ShouldBe(("a/b[1]~", 0, "~1", null));
    }

    [Fact]
    public void It_tells_what_it_lies_in()
    {
        var place = WorkflowPlace.Parse("lines[3]/parts[0]/reserve");

        (place.Depth, place.Name, place.Index).ShouldBe((3, "reserve", null));
        (place.Parent.ToString(), place.Parent.Index).ShouldBe(("lines[3]/parts[0]", 0));
        place.Parent.Parent.Parent.ShouldBe(WorkflowPlace.Root);
        WorkflowPlace.Root.Parent.IsRoot.ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "lines[3]/reserve", true)]
    [InlineData("lines[3]", "lines[3]", true)]
    [InlineData("lines[3]", "lines[3]/reserve", true)]
    [InlineData("lines", "lines[3]/reserve", true)]
    [InlineData("lines", "lines[3]", true)]
    [InlineData("lines[3]", "lines[31]/reserve", false)]
    [InlineData("lines", "linesmen/reserve", false)]
    [InlineData("lines[3]/reserve", "lines[3]", false)]
    [InlineData("lines[3]", "", false)]
    public void It_contains_what_lies_in_it(string place, string other, bool contains) =>
        WorkflowPlace.Parse(place).Contains(WorkflowPlace.Parse(other)).ShouldBe(contains);

    [Theory]
    [InlineData("/")]
    [InlineData("a/")]
    [InlineData("/a")]
    [InlineData("[1]")]
    [InlineData("a[]")]
    [InlineData("a[-1]")]
    [InlineData("a[+1]")]
    [InlineData("a[01]")]
    [InlineData("a[1")]
    [InlineData("a[1]b")]
    [InlineData("a[1][2]")]
    [InlineData("a[2147483648]")]
    [InlineData("a~")]
    [InlineData("a~3")]
    [InlineData("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17")]
    public void Other_texts_are_no_places(string text)
    {
        WorkflowPlace.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => WorkflowPlace.Parse(text)).Message.ShouldContain("lines[3]/reserve");
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<WorkflowPlace>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Scopes_are_not_deeper_than_the_limit()
    {
        var deepest = Enumerable.Range(1, WorkflowPlace.MaxDepth).Aggregate(WorkflowPlace.Root, (place, _) => place.In("again", 0));

        Should.Throw<ArgumentException>(() => deepest.In("more")).Message.ShouldContain("16 deep");
        Should.Throw<ArgumentException>(() => WorkflowPlace.Of(""));
        Should.Throw<ArgumentException>(() => WorkflowPlace.Root.In("a", -1));
    }

    [Fact]
    public void It_is_one_text_in_JSON() => JsonSerializer.Serialize(WorkflowPlace.Parse("lines[3]/reserve")).ShouldBe("\"lines[3]/reserve\"");
}
