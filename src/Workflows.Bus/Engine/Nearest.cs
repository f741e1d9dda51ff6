namespace Workflows.Engine;

/// <summary>Finds the known name that a misspelt one most likely means (edit distance: Wagner and Fischer, 1974).</summary>
internal static class Nearest
{
    /// <returns>A sentence with a leading space, or an empty text where nothing is near.</returns>
    public static string Sentence(string name, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
            return " None is known.";

        var best = names.MinBy(candidate => Distance(name, candidate))!;
        return Distance(name, best) <= Math.Max(2, name.Length / 3)
            ? $" Did you mean '{best}'?"
            : $" Known: {string.Join(", ", names.Take(20))}{(names.Length > 20 ? "…" : "")}.";
    }

    private static int Distance(string a, string b)
    {
        if (a.Length > 200)
            return int.MaxValue;

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[b.Length];
    }
}
