using System.Globalization;
using System.Text;

namespace Workflows.Dashboard.Services.Graphs;

/// <summary>The way of an edge.</summary>
/// <param name="From">Name of the node it leaves.</param>
/// <param name="To">Name of the node it enters.</param>
/// <param name="Path">SVG path, from the node it leaves to the one it enters.</param>
/// <param name="LabelX">Where its label goes.</param>
/// <param name="LabelY">Where its label goes.</param>
/// <param name="IsBack">It leads back.</param>
internal sealed record EdgeRoute(string From, string To, string Path, double LabelX, double LabelY, bool IsBack)
{
    public static EdgeRoute Of(LayoutEdge edge, Func<LayoutNode, NodePlace> placeOf, LayoutMetrics metrics)
    {
        var points = new List<(double X, double Y)>();
        for (var i = 0; i < edge.Path.Count; i++)
        {
            var place = placeOf(edge.Path[i]);
            var middle = place.Y + (metrics.NodeHeight / 2);
            if (i > 0)
                points.Add((place.X, middle));

            if (i < edge.Path.Count - 1)
                points.Add((place.X + metrics.NodeWidth, middle));
        }

        if (edge.IsBack)
            points.Reverse();

        var (x, y) = edge.IsBack ? points[^1] : points[0];
        return new EdgeRoute(edge.From.Name!, edge.To.Name!, Curve(points), x + (metrics.LayerGap / 2), (y + points[edge.IsBack ? ^2 : 1].Y) / 2, edge.IsBack);
    }

    private static string Curve(List<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{points[0].X:0.#},{points[0].Y:0.#}");
        for (var i = 1; i < points.Count; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            var middle = (from.X + to.X) / 2;
            if (Math.Abs(from.Y - to.Y) < 0.5)
                path.Append(CultureInfo.InvariantCulture, $"L{to.X:0.#},{to.Y:0.#}");
            else
                path.Append(CultureInfo.InvariantCulture, $"C{middle:0.#},{from.Y:0.#} {middle:0.#},{to.Y:0.#} {to.X:0.#},{to.Y:0.#}");
        }

        return path.ToString();
    }
}
