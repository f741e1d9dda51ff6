using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Goes through the open instances of a definition that changed, and has each listen for what the definition has now. It begins at the newest: younger ones
/// start with that definition. Whatever was done before is left alone, so that it may be done again and again.
/// </summary>
internal sealed class ListeningAnew(IWorkflowStore store, TransitionRunner runner, EffectDispatcher effects, Quarantine quarantine, ILogger<ListeningAnew> logger)
{
    private const int BatchSize = 200;

    /// <summary>Commits of so many go to the store together, and leave room for those that are waited for.</summary>
    private const int MaxConcurrency = 16;

    private static readonly IReadOnlyList<WorkflowStatus> _open = [.. Enum.GetValues<WorkflowStatus>().Where(status => !status.IsTerminal())];

    /// <param name="change">What changed.</param>
    /// <param name="stillHolds">Asked before each batch; false: it is left to whoever holds it.</param>
    /// <param name="cancellationToken">Gives up between two instances.</param>
    /// <returns>Whether none is left over.</returns>
    public async Task<bool> RunAsync(DefinitionChange change, Func<Task<bool>> stillHolds, CancellationToken cancellationToken)
    {
        var filter = new WorkflowFilter { Workflow = change.Workflow, Version = change.Version, Statuses = _open };
        var (changed, failed) = (0, 0);
        ListCursor? after = null;
        while (await store.ListAsync(filter, after, BatchSize, cancellationToken) is { Count: > 0 } page)
        {
            if (!await stillHolds())
                return false;

            await Parallel.ForEachAsync(page, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken }, async (instance, token) =>
            {
                if (await TryAsync(instance.InstanceId, token) is not { } isChanged)
                    Interlocked.Increment(ref failed);
                else if (isChanged)
                    Interlocked.Increment(ref changed);
            });
            after = new ListCursor(page[^1].CreatedAt, page[^1].InstanceId);
        }

        if (changed > 0)
            RuntimeLog.ListensAnew(logger, changed, change.Workflow, change.Version);

        return failed == 0;
    }

    /// <returns>Whether it listened otherwise; null: it is to be tried again.</returns>
    private async Task<bool?> TryAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await runner.RunAsync(instanceId, new ListenTrigger(), cancellationToken);
            if (outcome.Transition is { } transition)
                await effects.DispatchAsync(transition, null, cancellationToken);
            else if (outcome.Instance is { } instance)
                await effects.WakeAgainAsync(instance, cancellationToken);

            return outcome.Transition is not null;
        }
        catch (Exception exception) when (Poison.Is(exception))
        {
            // It keeps nobody from the others. What is wrong with it is said, and it listens as its row says.
            await quarantine.NoteInstanceAsync(instanceId, exception, cancellationToken);
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeLog.ListensAsBefore(logger, instanceId, exception);
            return null;
        }
    }
}
