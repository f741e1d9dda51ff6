using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Stores transitions together, and finds out what became of each.</summary>
internal sealed class BatchCommit(SessionPool writers, StoreTables tables)
{
    public async Task<IReadOnlyList<CommitOutcome>> RunAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken)
    {
        var outcomes = new CommitOutcome[transitions.Count];
        var left = Enumerable.Range(0, transitions.Count).ToList();
        while (left.Count > 0)
        {
            // A statement changes a row once: the second transition of an instance goes into the next one.
            var batch = left.DistinctBy(index => transitions[index].Instance.Id).ToArray();
            await StoreAsync(transitions, batch, outcomes, cancellationToken);
            left = batch.Length == left.Count ? [] : [.. left.Except(batch)];
        }

        return outcomes;
    }

    private async Task StoreAsync(IReadOnlyList<Transition> transitions, ArraySegment<int> batch, CommitOutcome[] outcomes, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await WriteAsync([.. batch.Select(index => transitions[index])], cancellationToken);
            foreach (var index in batch)
                outcomes[index] = stored?.Contains(transitions[index].Instance.Id) ?? true ? CommitOutcome.Committed : CommitOutcome.Conflict;

            if (stored is not null)
                await TellTakenKeysAsync(transitions, batch, outcomes, cancellationToken);
        }
        catch (Exception exception) when (batch.Count == 1 && !Outage.Is(exception) && exception is not OperationCanceledException)
        {
            outcomes[batch[0]] = CommitOutcome.Failed(exception);
        }
        catch (Exception exception) when (!Outage.Is(exception) && exception is not OperationCanceledException)
        {
            // Something in it cannot be stored: half by half, until what it is stands alone.
            await StoreAsync(transitions, batch[..(batch.Count / 2)], outcomes, cancellationToken);
            await StoreAsync(transitions, batch[(batch.Count / 2)..], outcomes, cancellationToken);
        }
    }

    private Task<HashSet<Guid>?> WriteAsync(Transition[] transitions, CancellationToken cancellationToken) =>
        Deadlocks.RetryAsync(() => writers.RunAsync(
            (session, token) => session.Statement(connection => new CommitStatement(connection, tables)).ExecuteAsync(transitions, token),
            cancellationToken));

    /// <summary>A new instance that was not stored and does not exist lost its key to another.</summary>
    private async Task TellTakenKeysAsync(IReadOnlyList<Transition> transitions, ArraySegment<int> batch, CommitOutcome[] outcomes, CancellationToken cancellationToken)
    {
        var refused = batch.Where(index => outcomes[index] == CommitOutcome.Conflict && transitions[index] is { IsNew: true, Instance.Key: not null }).ToArray();
        if (refused.Length == 0)
            return;

        var existing = await writers.RunAsync(
            (session, token) => session.Statement(connection => new ExistingStatement(connection, tables)).ExecuteAsync([.. refused.Select(index => transitions[index].Instance.Id)], token),
            cancellationToken);
        foreach (var index in refused.Where(index => !existing.Contains(transitions[index].Instance.Id)))
            outcomes[index] = CommitOutcome.KeyTaken;
    }
}
