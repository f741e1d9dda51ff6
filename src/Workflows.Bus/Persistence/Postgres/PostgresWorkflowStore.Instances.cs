using Microsoft.EntityFrameworkCore;
using Workflows.Instances;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

internal sealed partial class PostgresWorkflowStore
{
    public async Task<IReadOnlyList<WorkflowInstance?>> LoadAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var loaded = await connections.Readers.RunAsync(
            (session, token) => session.Statement(connection => new LoadStatement(connection, tables)).ExecuteAsync([.. ids], token),
            cancellationToken);
        return [.. ids.Select(loaded.GetValueOrDefault)];
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken) =>
        _commit.RunAsync(transitions, cancellationToken);

    public async Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken)
    {
        if (!StorableText.Is(workflow) || !StorableText.Is(key))
            return null;

        await using var lease = contexts.Rent();
        return await lease.Rows<InstanceRow>()
            .Where(row => row.Workflow == workflow && row.Key == key && row.Status < LivingStatus.FirstTerminal)
            .Select(row => (Guid?)row.InstanceId)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public Task<IReadOnlyList<StaleInstance>> ClaimStaleAsync(DateTimeOffset now, DateTimeOffset nextStaleAt, int limit, CancellationToken cancellationToken) =>
        Deadlocks.RetryAsync(() => connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new ClaimStaleStatement(connection, tables)).ExecuteAsync(now, nextStaleAt, limit, token),
            cancellationToken));

    public Task ExtendLeaseAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset staleAt, CancellationToken cancellationToken) =>
        Deadlocks.RetryAsync(() => connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new ExtendLeaseStatement(connection, tables)).ExecuteAsync(ids, staleAt, token),
            cancellationToken));

    public async Task<IReadOnlyList<Guid>> FindEndedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        var living = await lease.Rows<InstanceRow>()
            .Where(row => ids.Contains(row.InstanceId) && row.Status < LivingStatus.FirstTerminal)
            .Select(row => row.InstanceId)
            .ToListAsync(cancellationToken);
        return [.. ids.Except(living)];
    }
}
