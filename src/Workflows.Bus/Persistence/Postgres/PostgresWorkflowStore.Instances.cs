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

    public Task<IReadOnlyList<RunningKey>> FindClosedAsync(IReadOnlyCollection<RunningKey> attempts, CancellationToken cancellationToken) =>
        connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new ClosedAttemptsStatement(connection, tables)).ExecuteAsync(attempts, token),
            cancellationToken);
}
