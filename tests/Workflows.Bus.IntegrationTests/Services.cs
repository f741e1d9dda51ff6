using Npgsql;

namespace Workflows.IntegrationTests;

/// <summary>Where the services are that these tests run against.</summary>
internal static class Services
{
    public static string PostgresConnectionString => Setting("ConnectionStrings__Workflows", "Host=127.0.0.1;Port=5432;Database=workflows;Username=workflows;Password=workflows");

    /// <summary>For one of many processes: the server has room for 300 connections, and every pool may take 100 unless it is told otherwise.</summary>
    public static string PooledConnectionString(int most) =>
        new NpgsqlConnectionStringBuilder(PostgresConnectionString) { MaxPoolSize = most }.ConnectionString;

    /// <summary>The same database through a PgBouncer that hands connections on after every transaction.</summary>
    public static string PoolerConnectionString => Setting("ConnectionStrings__WorkflowsPooled", "Host=127.0.0.1;Port=6432;Database=workflows;Username=workflows");

    public static Uri RabbitMqUri => new(Setting("RabbitMq__Uri", "amqp://guest:guest@127.0.0.1:5672/"));

    /// <summary>The script that stops and starts them.</summary>
    public static string Script => Setting("WORKFLOWS_SERVICES", "/path/to/eng/services");

    private static string Setting(string name, string example) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"Expected the setting {name}, such as '{example}', in the environment, but it is missing. Start the services and take over their settings: eval \"$(eng/services up)\".");
}
