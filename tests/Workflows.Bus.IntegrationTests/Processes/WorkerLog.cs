using System.Text.RegularExpressions;

namespace Workflows.IntegrationTests.Processes;

/// <summary>What must not stand in the logs of workers.</summary>
internal static partial class WorkerLog
{
    public static void ShouldHaveNoErrors(this IEnumerable<WorkerProcess> workers)
    {
        foreach (var worker in workers)
            worker.Output.Lines.Where(line => Error().IsMatch(line)).ShouldBeEmpty($"Worker {worker.Name} logged errors.");
    }

    [GeneratedRegex(@"^[0-9:.]+ (fail|crit): |deadlock|could not serialize|40001|40P01|Unhandled exception", RegexOptions.IgnoreCase)]
    private static partial Regex Error();
}
