using System.Collections.Concurrent;
using Workflows.Instances;

namespace Workflows.Testing;

/// <summary>The calls of steps' code that have not returned.</summary>
internal sealed class StepsInProgress(ActivitySignal signal)
{
    private readonly ConcurrentDictionary<RunningKey, StepInProgress> _steps = new();

    public StepInProgress? Find(RunningKey key) => _steps.GetValueOrDefault(key);

    /// <summary>Makes the call the current one of this flow of control.</summary>
    public StepInProgress Begin(StepContext context)
    {
        var key = new RunningKey(context.InstanceId, context.Token, context.Attempt);
        var step = new StepInProgress(key, $"step '{context.Step}' of {context.Workflow} {context.InstanceId}, attempt {context.Attempt}", signal, context.CancellationToken);
        _steps[key] = step;
        StepInProgress.Current = step;
        if (Delivery.Current is { } delivery)
            delivery.Step = step;

        signal.Changed();
        return step;
    }

    public void End(StepInProgress step)
    {
        _steps.TryRemove(KeyValuePair.Create(step.Key, step));
        if (Delivery.Current is { } delivery && delivery.Step == step)
            delivery.Step = null;

        signal.Changed();
    }
}
