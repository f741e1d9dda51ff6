using Workflows.Diagnostics.Installation;
using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>Makes the store ready for this process: tables if asked for, a look at what is there, then the definitions.</summary>
internal sealed class StorePreparation(StoreChoice choice, IStoreMigration migration, DefinitionRegistration definitions, InstallationReport report, StartRefusal refusal)
{
    /// <exception cref="WorkflowDefinitionException">Something was found with which the application does not want to run.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (choice.Options is { MigrateAtStart: true })
            await migration.MigrateAsync(cancellationToken);

        // A pooler must not get what the rest leaves on its connections: the first question finds it.
        refusal.Check(await report.RenewAsync(cancellationToken));
        await definitions.RunAsync(cancellationToken);
    }
}
