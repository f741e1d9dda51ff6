using Npgsql;

namespace Workflows.Persistence.Postgres;

/// <summary>A connection pool of our own, for applications that give a connection string. Not registered as a data source: the application may have one.</summary>
internal sealed class StoreDataSource(string connectionString, bool isBehindPooler = false) : IAsyncDisposable, IDisposable
{
    public NpgsqlDataSource Npgsql { get; } = Create(connectionString, isBehindPooler);

    /// <exception cref="ArgumentException">Text that is not a connection string.</exception>
    public static void Check(string connectionString)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException or InvalidCastException or OverflowException)
        {
            throw new ArgumentException($"Expected a connection string of PostgreSQL such as 'Host=localhost;Database=shop;Username=shop;Password=…', but it cannot be read: {exception.Message}", nameof(connectionString), exception);
        }
    }

    public ValueTask DisposeAsync() => Npgsql.DisposeAsync();

    public void Dispose() => Npgsql.Dispose();

    private static NpgsqlDataSource Create(string connectionString, bool isBehindPooler)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;

        // Nothing of ours leaves anything behind on a connection: the reset would cost more than most statements.
        settings.NoResetOnClose = true;
        settings.Enlist = false;
        settings.Multiplexing = false;
        settings.TcpKeepAlive = true;
        settings.ApplicationName ??= "BusWorkflows";
        if (isBehindPooler)
        {
            settings.MaxAutoPrepare = 0;
        }
        else if (!settings.ContainsKey("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 100;
            settings.AutoPrepareMinUsages = 2;
        }

        return builder.Build();
    }
}
