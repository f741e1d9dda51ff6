using Workflows.Dashboard.Services.Graphs;

namespace Workflows.Dashboard.Tests.Services.Graphs;

public sealed class LayeredLayoutTests
{
    private static readonly LayoutMetrics _metrics = new();

    [Fact]
    public void A_chain_runs_straight_from_left_to_right()
    {
        var layout = Of("a>b", "b>c");
        layout.Nodes.Values.Select(place => place.Layer).ShouldBe([0, 1, 2]);
        layout.Nodes.Values.Select(place => place.Y).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Branches_stand_above_each_other_and_meet_again()
    {
        var layout = Of("a>b", "a>c", "b>d", "c>d");
        layout.Nodes["b"].Layer.ShouldBe(layout.Nodes["c"].Layer);
        layout.Nodes["b"].Y.ShouldNotBe(layout.Nodes["c"].Y);
        layout.Nodes["d"].Y.ShouldBe((layout.Nodes["b"].Y + layout.Nodes["c"].Y) / 2, 1);
    }

    [Fact]
    public void A_way_back_is_marked_and_ends_where_it_leads()
    {
        var layout = Of("a>b", "b>c", "c>a");
        var back = layout.Edges.Single(edge => edge.IsBack);
        (back.From, back.To).ShouldBe(("c", "a"));
        layout.Nodes["c"].Layer.ShouldBe(2);
        back.Path.ShouldStartWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"M{layout.Nodes["c"].X:0.#},"));
    }

    [Fact]
    public void Loops_strangers_and_doubles_are_left_out()
    {
        var layout = Of("a>b", "a>b", "a>a", "a>nobody");
        layout.Edges.ShouldHaveSingleItem();
    }

    [Fact]
    public void Nothing_makes_an_empty_drawing() =>
        LayeredLayout.Of([], [], _metrics).Nodes.ShouldBeEmpty();

    [Theory]
    [InlineData(12, 1)]
    [InlineData(60, 2)]
    [InlineData(200, 3)]
    [InlineData(400, 4)]
    public void No_two_nodes_overlap_in_any_graph(int count, int seed)
    {
        var layout = Random(count, seed);
        var places = layout.Nodes.Values.GroupBy(place => place.Layer);
        foreach (var layer in places)
        {
            var rows = layer.Select(place => place.Y).Order().ToList();
            for (var i = 1; i < rows.Count; i++)
                (rows[i] - rows[i - 1]).ShouldBeGreaterThanOrEqualTo(_metrics.NodeHeight + _metrics.RowGap - 0.01);
        }

        layout.Nodes.Values.ShouldAllBe(place => place.X >= 0 && place.Y >= 0 && place.X + _metrics.NodeWidth <= layout.Width && place.Y + _metrics.NodeHeight <= layout.Height);
    }

    [Fact]
    public void Every_edge_but_a_way_back_leads_to_the_right()
    {
        var layout = Random(150, 5);
        foreach (var edge in layout.Edges)
            (layout.Nodes[edge.From].Layer < layout.Nodes[edge.To].Layer).ShouldBe(!edge.IsBack);
    }

    [Fact]
    public void What_simply_follows_is_level()
    {
        var nodes = Of("a>b", "b>c", "c>d", "d>yes", "d>no", "yes>e", "no>e", "e>f", "f>g").Nodes;
        nodes["a"].Y.ShouldBe(nodes["d"].Y);
        nodes["e"].Y.ShouldBe(nodes["g"].Y);
    }

    [Fact]
    public void The_same_graph_always_looks_the_same() =>
        Random(120, 6).Edges.ShouldBe(Random(120, 6).Edges);

    [Fact]
    public void A_definition_as_long_as_a_book_is_laid_out()
    {
        var names = Enumerable.Range(0, 5_000).Select(i => $"n{i}").ToArray();
        var layout = LayeredLayout.Of(names, names.Zip(names.Skip(1)), _metrics);
        layout.Nodes["n4999"].Layer.ShouldBe(4_999);
    }

    private static GraphLayout Of(params string[] edges)
    {
        var pairs = edges.Select(edge => (edge[..edge.IndexOf('>', StringComparison.Ordinal)], edge[(edge.IndexOf('>', StringComparison.Ordinal) + 1)..])).ToList();
        return LayeredLayout.Of(pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 }).Where(name => name != "nobody"), pairs, _metrics);
    }

    private static GraphLayout Random(int count, int seed)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, count).Select(i => $"n{i}").ToArray();
        var edges = Enumerable.Range(1, count - 1).Select(i => (names[random.Next(Math.Max(0, i - 6), i)], names[i]))
            .Concat(Enumerable.Range(0, count / 2).Select(_ => (names[random.Next(count)], names[random.Next(count)])));
        return LayeredLayout.Of(names, edges, _metrics);
    }
}
