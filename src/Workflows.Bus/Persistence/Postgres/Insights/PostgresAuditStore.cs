using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>What people did to the instances in the database.</summary>
internal sealed class PostgresAuditStore(InsightReader reader, StoreTables tables) : IAuditStore
{
    public Task RecordAsync(Guid id, WorkflowAuditEntry entry, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        (string Column, string? Value)[] values =
        [
            ("audit_id", parameters.Add(id)),
            ("at", parameters.Add(entry.At)),
            ("actor", parameters.Add(entry.Actor ?? "")),
            ("operation", parameters.Add(entry.Operation)),
            ("is_accepted", entry.IsAccepted ? "true" : "false"),
            ("instance_id", entry.InstanceId is { } instance ? parameters.Add(instance) : null),
            ("job_id", entry.JobId is { } job ? parameters.Add(job) : null),
            ("workflow", entry.Workflow is null ? null : parameters.Add(entry.Workflow)),
            ("key", entry.Key is null ? null : parameters.Add(entry.Key)),
            ("reason", entry.Reason is null ? null : parameters.Add(entry.Reason)),
            ("outcome", entry.Outcome is null ? null : parameters.Add(entry.Outcome)),
        ];
        var given = values.Where(value => value.Value is not null).ToArray();
        var sql = $"""
            INSERT INTO {tables.Audit} ({string.Join(", ", given.Select(value => value.Column))}) VALUES ({string.Join(", ", given.Select(value => value.Value))})
            ON CONFLICT DO NOTHING
            """;
        return reader.WriteAsync(sql, parameters, cancellationToken);
    }

    public async Task<IReadOnlyList<AuditLine>> ListAuditAsync(WorkflowAuditFilter filter, AuditCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(filter.Actor) || !StorableText.Is(filter.Operation))
            return [];

        var sql = new AuditSql(tables, filter, after, limit) { AreMany = await AreManyAsync(filter, cancellationToken) };
        return await reader.ReadAsync(sql.List(), sql.Parameters, AuditSql.Line, cancellationToken);
    }

    private async Task<bool> AreManyAsync(WorkflowAuditFilter filter, CancellationToken cancellationToken)
    {
        var sql = new AuditSql(tables, filter, null, 0);
        return sql.NeedsCount && (await reader.ReadAsync(sql.CountPeople(), sql.Parameters, row => row.GetBoolean(0), cancellationToken))[0];
    }
}
