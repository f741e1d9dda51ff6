using System.Globalization;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Text;

/// <summary>Counts and nouns for people.</summary>
internal static class Numbers
{
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Where counting stopped, the last digits of what was counted say nothing.</summary>
    public static string Of(WorkflowCount count) => count.IsCapped ? $"over {Of(Round(count.Count))}" : Of(count.Count);

    public static string Of(long number, string one) => number == 1 ? $"1 {one}" : $"{Of(number)} {one}s";

    public static string Of(WorkflowCount count, string one) => count is { Count: 1, IsCapped: false } ? $"1 {one}" : $"{Of(count)} {one}s";

    /// <summary>Down to its first two digits.</summary>
    private static long Round(long number)
    {
        var unit = 1L;
        while (number / unit >= 100)
            unit *= 10;

        return number / unit * unit;
    }
}
