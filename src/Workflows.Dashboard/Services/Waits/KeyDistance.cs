namespace Workflows.Dashboard.Services.Waits;

/// <summary>How unlike two keys are.</summary>
internal static class KeyDistance
{
    private const int MaxLength = 100;

    /// <returns>How many letters have to be changed, put in or taken out; null: so many that nobody would take one for the other.</returns>
    public static int? Between(string one, string other)
    {
        var (a, b) = (one.Trim().ToLowerInvariant(), other.Trim().ToLowerInvariant());
        var most = Math.Max(1, Math.Min(a.Length, b.Length) / 4);
        if (a.Length > MaxLength || b.Length > MaxLength || Math.Abs(a.Length - b.Length) > most)
            return null;

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length] <= most ? row[b.Length] : null;
    }
}
