using Workflows.TestWorker;

namespace Workflows.IntegrationTests.Processes;

/// <summary>The environment of a process on a machine of some zone, whose application has Npgsql read times in that zone, as before version 6.</summary>
internal static class LocalTimes
{
    /// <param name="zone">Name of the zone; empty: a machine in UTC, and Npgsql as it is.</param>
    public static IEnumerable<KeyValuePair<string, string>> In(string zone) =>
        zone.Length == 0 ? [] : [new("TZ", zone), new("DOTNET_STARTUP_HOOKS", typeof(WorkerSettings).Assembly.Location)];
}
