using System.Globalization;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Text;

/// <summary>Counts and nouns for people.</summary>
internal static class Numbers
{
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Of(WorkflowCount count) => count.IsCapped ? $"over {Of(count.Count)}" : Of(count.Count);

    public static string Of(long number, string one) => number == 1 ? $"1 {one}" : $"{Of(number)} {one}s";

    public static string Of(WorkflowCount count, string one) => count is { Count: 1, IsCapped: false } ? $"1 {one}" : $"{Of(count)} {one}s";
}
