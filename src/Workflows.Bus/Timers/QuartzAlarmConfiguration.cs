using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Workflows.Timers;

/// <summary>Builds the scheduler: clustered and persistent beside the timers where they are in a database, in memory otherwise.</summary>
internal sealed class QuartzAlarmConfiguration(IAlarmStorage storage, AlarmJob alarm, SweepJob sweep, TimeProvider time, ILoggerFactory loggers)
{
    private const string SchedulerName = "Workflows";
    private const int JobCount = 2;

    private static readonly TimeSpan _turnPause = TimeSpan.FromMilliseconds(100);

    public async Task<StandaloneSchedulerFactory> BuildAsync(CancellationToken cancellationToken)
    {
        var database = await storage.FindDatabaseAsync(cancellationToken);
        if (database is not null)
            await CheckAsync(database, cancellationToken);

        return (StandaloneSchedulerFactory)QuartzSchedulerBuilder.Create(quartz => Configure(quartz, database)).Build();
    }

    /// <summary>
    /// Quartz makes its tables where they are missing, all in one transaction: processes that do so at once would break each other's.
    /// Whoever waits holds no connection meanwhile: a pooler may have no more of them than there are processes.
    /// </summary>
    /// <returns>Until it is disposed of, the others wait; null where there is nothing to be made.</returns>
    public async Task<IAsyncDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (await storage.FindDatabaseAsync(cancellationToken) is not { } database)
            return null;

        while (await AreTablesMissingAsync(database, cancellationToken))
        {
            if (await TryTakeTurnAsync(database, cancellationToken) is { } turn)
                return turn;
            await Task.Delay(_turnPause, time, cancellationToken);
        }

        return null;
    }

    private static async Task<IAsyncDisposable?> TryTakeTurnAsync(AlarmDatabase database, CancellationToken cancellationToken)
    {
        var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        var isTaken = false;
        try
        {
            await using var command = connection.CreateCommand();
            command.Transaction = await connection.BeginTransactionAsync(cancellationToken);
            command.CommandText = AlarmRows.TryLockStatement(database.Schema);
            isTaken = await command.ExecuteScalarAsync(cancellationToken) is true;
            return isTaken ? connection : null;
        }
        finally
        {
            if (!isTaken)
                await connection.DisposeAsync();
        }
    }

    private static async Task<bool> AreTablesMissingAsync(AlarmDatabase database, CancellationToken cancellationToken) =>
        await AskAsync(database, $"SELECT to_regclass('\"{database.Schema}\".{AlarmRows.TablePrefix}locks') IS NULL", cancellationToken);

    /// <summary>Quartz would try several times before it reports what is wrong, and at length.</summary>
    private static async Task CheckAsync(AlarmDatabase database, CancellationToken cancellationToken)
    {
        if (!await AskAsync(database, $"SELECT to_regnamespace('\"{database.Schema}\"') IS NOT NULL", cancellationToken))
            throw new InvalidOperationException($"Expected the schema '{database.Schema}' in the database, but it is not there. Run the migrations.");
    }

    private static async Task<bool> AskAsync(AlarmDatabase database, string question, CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private void Configure(IQuartzBuilder quartz, AlarmDatabase? database)
    {
        quartz.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new QuartzLogging(loggers)));
        quartz.Services.AddSingleton(alarm);
        quartz.Services.AddSingleton(sweep);
        quartz.UseTimeProvider(time);
        quartz.UseDefaultThreadPool(JobCount);
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = SchedulerName;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            scheduler.IdleWaitTime = TimeSpan.FromSeconds(10);
        });
        if (database is null)
            quartz.UseInMemoryStore();
        else
            quartz.UsePersistentStore(store => Configure(store, database));
    }

    private static void Configure(IPersistentStoreBuilder store, AlarmDatabase database)
    {
        store.UsePostgres(source => source.DataSourceFactory = _ => database.DataSource);
        store.ProvisionSchema();
        store.ConfigureStore(options =>
        {
            // Where the schema is shared with an application, its own tables of Quartz may be there.
            options.TablePrefix = $"\"{database.Schema}\".{AlarmRows.TablePrefix}";
            options.StoreJobDataAsStrings = true;
            options.UseBackgroundThreads = true;
            options.RecoverFiringsCancelledByShutdown = true;
            options.DbRetryInterval = TimeSpan.FromSeconds(3);
        });

        // A process that is gone is noticed after about five seconds.
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(2);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(3);
        });
    }
}
