using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Workflows.Timers;

/// <summary>Builds the scheduler: clustered and persistent beside the timers where they are in a database, in memory otherwise.</summary>
internal sealed class QuartzAlarmConfiguration(IAlarmStorage storage, AlarmJob alarm, SweepJob sweep, TimeProvider time, ILoggerFactory loggers)
{
    private const string SchedulerName = "Workflows";
    private const int JobCount = 2;

    public async Task<StandaloneSchedulerFactory> BuildAsync(CancellationToken cancellationToken)
    {
        var database = storage.FindDatabase();
        if (database is not null)
            await CheckAsync(database, cancellationToken);

        return (StandaloneSchedulerFactory)QuartzSchedulerBuilder.Create(quartz => Configure(quartz, database)).Build();
    }

    /// <summary>Quartz would try several times before it reports what is wrong, and at length.</summary>
    private static async Task CheckAsync(AlarmDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT to_regnamespace('\"{database.Schema}\"') IS NOT NULL";
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
            throw new InvalidOperationException($"Expected the schema '{database.Schema}' in the database, but it is not there. Run the migrations.");
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
            options.TablePrefix = $"\"{database.Schema}\".workflow_qrtz_";
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
