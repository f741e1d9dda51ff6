namespace Workflows.Bench.Measuring;

internal static class Percentiles
{
    /// <param name="values">In any order.</param>
    /// <param name="share">0 to 1.</param>
    public static double At(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1 < 0 ? 0 : (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
