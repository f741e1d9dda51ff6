using System.Globalization;

namespace Workflows.IntegrationTests.Storms;

/// <summary>What <c>./test.sh --storm</c> asks for.</summary>
internal sealed record StormSettings(TimeSpan Duration, int Seed, string? Report)
{
    public static StormSettings FromEnvironment() => new(
        TimeSpan.FromMinutes(double.Parse(Setting("WORKFLOWS_STORM_MINUTES") ?? "10", CultureInfo.InvariantCulture)),
        Setting("WORKFLOWS_STORM_SEED") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next(),
        Setting("WORKFLOWS_STORM_REPORT"));

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
