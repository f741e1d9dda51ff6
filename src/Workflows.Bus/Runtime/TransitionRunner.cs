using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Runs a trigger on an instance: read, decide, commit; read again and decide again on a conflict. What is to happen after the commit
/// is left to <see cref="EffectDispatcher"/>.
/// </summary>
internal sealed class TransitionRunner(IInstanceGateway gateway, InstanceGate gate, InstanceCache cache, WorkflowRegistry registry, WorkflowEngine engine, TimeProvider time)
{
    /// <summary>Decides about the instance as it is stored; null: there is none.</summary>
    public delegate ValueTask<Decision?> Decider(WorkflowInstance? instance);

    public ValueTask<RunOutcome> RunAsync(Guid instanceId, Trigger trigger, CancellationToken cancellationToken, long minRevision = 0) =>
        RunAsync(instanceId, instance => new ValueTask<Decision?>(instance is null ? null : Decide(instance, trigger)), cancellationToken, minRevision);

    /// <param name="instanceId">The instance.</param>
    /// <param name="decide">Called again on every conflict.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <param name="minRevision">The instance is known to have at least this revision.</param>
    /// <param name="isNew">The instance is expected not to exist: it is read only when storing it meets a conflict.</param>
    public async ValueTask<RunOutcome> RunAsync(Guid instanceId, Decider decide, CancellationToken cancellationToken, long minRevision = 0, bool isNew = false)
    {
        using var lease = await gate.EnterAsync(instanceId, cancellationToken);
        var cached = isNew ? null : cache.Find(instanceId, minRevision);
        var fresh = false;
        var mayHaveCommitted = false;
        while (true)
        {
            var instance = cached ?? (isNew ? null : await gateway.LoadAsync(instanceId, cancellationToken));
            fresh = cached is null;
            cached = null;

            if (instance is not null && registry.FindProgram(instance.Workflow, instance.Version) is { NeedsJournal: true })
                instance = instance with { Journal = await gateway.ReadJournalAsync(instanceId, instance.Execution.LastEntry, cancellationToken) };

            var decision = await decide(instance);
            if (decision is not Changed changed)
            {
                // Another process may have moved it on since it was cached: only a fresh read proves that there is nothing to do.
                if (!fresh)
                    continue;

                return new RunOutcome(decision, instance, mayHaveCommitted);
            }

            var outcome = await gateway.CommitAsync(changed.Transition, cancellationToken);
            switch (outcome.Result)
            {
                case CommitResult.Committed:
                    cache.Note(changed.Transition.Instance);
                    return new RunOutcome(changed, changed.Transition.Instance, mayHaveCommitted);
                case CommitResult.KeyTaken:
                    return new RunOutcome(changed, instance, mayHaveCommitted) { KeyTaken = true };
                case CommitResult.Failed:
                    cache.Forget(instanceId);
                    throw new TransitionRefusedException(instanceId, outcome.Error!);
                default:
                    cache.Forget(instanceId);
                    isNew = false;
                    mayHaveCommitted |= outcome.IsRepeated;
                    break;
            }
        }
    }

    /// <param name="definition">A definition that is known here.</param>
    /// <param name="instanceId">Id of the new instance.</param>
    /// <param name="trigger">How it starts.</param>
    /// <param name="now">When.</param>
    public Decision Start(WorkflowIdentity definition, Guid instanceId, StartTrigger trigger, DateTimeOffset now) =>
        engine.Start(registry.FindProgram(definition.Name, definition.Version)!, instanceId, trigger, now);

    public Decision Decide(WorkflowInstance instance, Trigger trigger) =>
        engine.Decide(registry.FindProgram(instance.Workflow, instance.Version), instance, trigger, time.GetUtcNow());
}
