using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Onboarding.Users;

/// <summary>Creates the sample's own tables; several processes may start at once, and the database may come later.</summary>
public sealed partial class UserTables(IDbContextFactory<UserContext> contexts, ILogger<UserTables> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CreateAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotReady(exception);
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
            }
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(8374652)", cancellationToken);
        var exists = await context.Database.SqlQuery<bool>($"""SELECT to_regclass('onboarding."Users"') IS NOT NULL AS "Value" """).SingleAsync(cancellationToken);
        if (!exists)
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);

        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Warning, "The sample's own tables are not ready; trying again.")]
    private partial void LogNotReady(Exception exception);
}
