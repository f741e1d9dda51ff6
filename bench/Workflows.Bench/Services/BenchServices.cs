using System.Diagnostics;

namespace Workflows.Bench.Services;

/// <summary>The PostgreSQL and RabbitMQ that <c>eng/services up</c> started, or those that the environment names.</summary>
internal sealed record BenchServices(string ConnectionString, Uri RabbitMq)
{
    private const string DatabaseSetting = "ConnectionStrings__Workflows";
    private const string BrokerSetting = "RabbitMq__Uri";

    public static BenchServices Find()
    {
        var database = Environment.GetEnvironmentVariable(DatabaseSetting);
        var broker = Environment.GetEnvironmentVariable(BrokerSetting);
        if (database is null || broker is null)
        {
            var settings = AskScript();
            database ??= settings.GetValueOrDefault(DatabaseSetting);
            broker ??= settings.GetValueOrDefault(BrokerSetting);
        }

        return database is null || broker is null
            ? throw new InvalidOperationException($"The benchmarks need PostgreSQL and RabbitMQ: run 'eng/services up', or set {DatabaseSetting} and {BrokerSetting}.")
            : new BenchServices(database, new Uri(broker));
    }

    private static Dictionary<string, string> AskScript()
    {
        var script = FindScript();
        if (script is null)
            return [];

        using var process = Process.Start(new ProcessStartInfo(script, "env") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n').Where(line => line.StartsWith("export ", StringComparison.Ordinal))
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
    }

    private static string? FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "eng", "services");
            if (File.Exists(script))
                return script;
        }

        return null;
    }
}
