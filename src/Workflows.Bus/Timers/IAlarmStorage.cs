using System.Data.Common;

namespace Workflows.Timers;

/// <summary>Where the alarm is kept. In a database it outlives the process that armed it; otherwise it is as lasting as the timers themselves.</summary>
internal interface IAlarmStorage
{
    /// <returns>The PostgreSQL database that the timers are in; null: they are in the memory of this process.</returns>
    /// <exception cref="InvalidOperationException">It has no table of timers, and without one nobody knows where those of the alarm belong.</exception>
    ValueTask<AlarmDatabase?> FindDatabaseAsync(CancellationToken cancellationToken);
}

/// <summary>How the alarm gets at the database.</summary>
/// <param name="DataSource">Opens connections. Stays in the hands of whoever made it.</param>
/// <param name="Schema">Its tables are in this schema.</param>
internal sealed record AlarmDatabase(DbDataSource DataSource, string Schema);
