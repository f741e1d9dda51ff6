using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres;

internal sealed partial class PostgresWorkflowStore
{
    public async Task<WorkflowDetails?> GetAsync(Guid instanceId, CancellationToken cancellationToken) =>
        (await LoadAsync([instanceId], cancellationToken))[0] is { } instance ? InstanceViews.DetailsOf(instance) : null;

    public Task<IReadOnlyList<WorkflowSummary>> ListAsync(WorkflowFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken) =>
        search.SearchAsync(new SearchPage(new WorkflowSearch { Filter = filter }, after, Backward: false, limit), cancellationToken);

    public Task<IReadOnlyList<WorkflowJournalEntry>> GetJournalAsync(Guid instanceId, int after, int limit, CancellationToken cancellationToken) =>
        search.SearchJournalAsync(instanceId, new WorkflowJournalSearch(), after, limit, cancellationToken);

    public Task RegisterDefinitionsAsync(IReadOnlyCollection<WorkflowDefinitionView> definitions, DateTimeOffset now, CancellationToken cancellationToken) =>
        connections.ExecuteAsync(
            $"""
            INSERT INTO {tables.Definitions} (workflow, version, definition, registered_at)
            SELECT d.workflow, d.version, d.definition, $4 FROM unnest($1, $2, $3) AS d(workflow, version, definition) ORDER BY d.workflow, d.version
            ON CONFLICT (workflow, version) DO UPDATE SET definition = excluded.definition, registered_at = excluded.registered_at
            """,
            [
                new NpgsqlParameter<string[]> { TypedValue = [.. definitions.Select(definition => definition.Name)] },
                new NpgsqlParameter<int[]> { TypedValue = [.. definitions.Select(definition => definition.Version)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. definitions.Select(StoredJson.OfDefinition)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            ],
            cancellationToken);

    public async Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        var rows = await lease.Rows<DefinitionRow>().OrderBy(row => row.Workflow).ThenBy(row => row.Version).ToListAsync(cancellationToken);
        return [.. rows.Select(DefinitionOf).OfType<WorkflowDefinitionView>()];
    }

    /// <summary>One that cannot be read is left out: whoever has its class registers it anew.</summary>
    private static WorkflowDefinitionView? DefinitionOf(DefinitionRow row) =>
        Unreadable.Or<WorkflowDefinitionView?>(row.Definition, text => StoredJson.ToDefinition(text!, row.Workflow, row.Version, row.RegisteredAt), _ => null);
}
