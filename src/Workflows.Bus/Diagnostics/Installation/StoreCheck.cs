using System.Globalization;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Diagnostics.Installation;

/// <summary>The store is set up as this process needs it.</summary>
internal sealed class StoreCheck(IStoreInspection inspection, StoreIdentity identity) : IInstallationCheck
{
    private static readonly TimeSpan _clockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>The first with <c>date_bin</c>.</summary>
    private static readonly Version _oldest = new(14, 0);

    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var facts = await inspection.InspectAsync(cancellationToken);
        identity.Know(facts.Identity);
        return Of(facts);
    }

    public static IReadOnlyList<InstallationFinding> Of(StoreFacts facts) => [.. Migrations(facts), .. Tables(facts), .. Server(facts), .. Pool(facts), .. Clock(facts)];

    private static IEnumerable<InstallationFinding> Migrations(StoreFacts facts)
    {
        if (facts.MissingMigrations.Count > 0)
            yield return InstallationFinding.Error(WorkflowFindingKind.MigrationMissing,
                $"The tables of workflows are missing or older than this process needs: expected the migrations {string.Join(", ", facts.MissingMigrations)} in the database, but they did not run. Run WorkflowMigrations.MigrateAsync or the script of WorkflowMigrations.Script, or set MigrateAtStart.");

        if (facts.UnknownMigrations.Count > 0)
            yield return InstallationFinding.Warning(WorkflowFindingKind.SchemaNewer,
                $"The tables of workflows are newer than this process: it does not know the migrations {string.Join(", ", facts.UnknownMigrations)}. In the middle of a deployment that is right; otherwise deploy the newer version here.");
    }

    private static IEnumerable<InstallationFinding> Tables(StoreFacts facts)
    {
        var expected = $"Expected the tables that AddWorkflows puts into the model of the application's context, but the database lacks {string.Join(", ", facts.MissingTables)}. Add a migration of that context for them and run it.";
        if (facts.MissingTables.Count > 0)
            yield return facts.WorksWithoutThem
                ? InstallationFinding.Warning(WorkflowFindingKind.MigrationMissing, $"{expected} Until then everything works, but this store is not told from others: the same workflows on another one, behind endpoints of one name, take its messages.")
                : InstallationFinding.Error(WorkflowFindingKind.MigrationMissing, expected);

        if (facts.IdentityRefusal is { } refusal)
            yield return InstallationFinding.Warning(WorkflowFindingKind.Unchecked,
                $"Expected to read which store this is, and to note it where nobody has yet, but the database refuses it: {refusal}. Grant SELECT and INSERT on the table store_identity. Until then the same workflows on another store, behind endpoints of one name, may take messages of this one.");
    }

    private static IEnumerable<InstallationFinding> Pool(StoreFacts facts)
    {
        if (facts.IsPooled)
            yield return InstallationFinding.Error(WorkflowFindingKind.PoolerInTheWay,
                "Between this process and PostgreSQL stands a pooler that hands connections on after every transaction, such as PgBouncer with pool_mode = transaction: nothing is stored until that changes. Connect past it, or set BehindTransactionPooler on the options of the store.");

        if (facts.PoolSize < facts.NeededConnections)
            yield return InstallationFinding.Warning(WorkflowFindingKind.PoolTooSmall,
                $"The connection pool of the store may hold {facts.PoolSize} connections, but {facts.NeededConnections} are needed at busy times, besides those of the application where it shares the pool: work waits for connections. Raise Maximum Pool Size in the connection string.");
    }

    private static IEnumerable<InstallationFinding> Server(StoreFacts facts)
    {
        if (facts.ServerVersion is { } version && version < _oldest)
            yield return InstallationFinding.Warning(WorkflowFindingKind.DatabaseTooOld,
                $"The database is PostgreSQL {version}, but workflows need {_oldest.Major} or later: questions of the dashboard and the API fail, and nothing is tested on it. Upgrade the server.");
    }

    private static IEnumerable<InstallationFinding> Clock(StoreFacts facts)
    {
        if (facts.ClockAhead.Duration() > _clockTolerance)
            yield return InstallationFinding.Warning(WorkflowFindingKind.ClockOff,
                string.Create(CultureInfo.InvariantCulture, $"The clock of this process is {(facts.ClockAhead > TimeSpan.Zero ? "ahead of" : "behind")} that of the database by {facts.ClockAhead.Duration().TotalSeconds:0} seconds: timers go off and leases run out early or late by as much. Synchronize the clocks of the machines (NTP)."));
    }
}
