namespace Workflows.Steps;

/// <summary>
/// Bounds how many steps run at once in this process. Those of a workflow's own queue share its limit with those that run under the event that started
/// their instance, and the latter leave an eighth of the instances' endpoint to events, timers and commands.
/// </summary>
internal sealed class StepSlots(IReadOnlyDictionary<Type, WorkflowOptions> workflows)
{
    private readonly Dictionary<Type, Limits> _limits = workflows.ToDictionary(workflow => workflow.Key, workflow => new Limits(workflow.Value));

    /// <summary>Waits for a slot, for a message from a step queue. Named queues have a limit of their own, which no start shares.</summary>
    /// <param name="queueType">A workflow, for its own step queue, or the type that stands for a named queue.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<StepSlot> EnterAsync(Type queueType, CancellationToken cancellationToken)
    {
        if (!_limits.TryGetValue(queueType, out var limits))
            return default;

        await limits.Steps.EnterAsync(cancellationToken);
        return new StepSlot(limits.Steps, null);
    }

    /// <returns>A slot for the first step of an instance; null: none becomes free within a moment.</returns>
    public async ValueTask<StepSlot?> TryEnterAtStartAsync(Type workflowType, CancellationToken cancellationToken)
    {
        var limits = _limits[workflowType];
        if (!await limits.Starts.TryEnterAsync(cancellationToken))
            return null;

        if (await limits.Steps.TryEnterAsync(cancellationToken))
            return new StepSlot(limits.Steps, limits.Starts);

        limits.Starts.Leave();
        return null;
    }

    private sealed class Limits(WorkflowOptions options)
    {
        public SlotLimit Steps { get; } = new(options.Steps.Concurrency);

        public SlotLimit Starts { get; } = new(options.Instances.Concurrency - Math.Max(1, options.Instances.Concurrency / 8));
    }
}

/// <summary>Room for one step; free again when it is disposed.</summary>
internal readonly struct StepSlot(SlotLimit? steps, SlotLimit? starts) : IDisposable
{
    public void Dispose()
    {
        steps?.Leave();
        starts?.Leave();
    }
}
