using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Steps;

/// <summary>
/// Goes on with the first step of an instance under the delivery of the event that started it, as a worker goes on with the next step: its message is
/// saved, and it begins at once.
/// </summary>
internal sealed class FirstSteps(StepSlots slots, StepClaims claims, StepDelivery delivery, DurableWorkflowOptions options)
{
    /// <returns>To be disposed when the delivery is over; null: the step is to get a message of its own.</returns>
    public ValueTask<StepSlot?> TryReserveAsync(WorkflowPlan plan, CancellationToken cancellationToken) =>
        plan.Continues && options.ContinuationStepLimit > 1 ? slots.TryEnterAtStartAsync(plan.WorkflowType, cancellationToken) : default;

    /// <param name="plan">The definition.</param>
    /// <param name="begun">The instance, as this delivery stored it.</param>
    /// <param name="cancellationToken">The delivery is lost.</param>
    public Task RunAsync(WorkflowPlan plan, WorkflowInstance begun, CancellationToken cancellationToken) =>
        StepClaims.Carried(plan, begun, Token.Start) is { } claim ? delivery.GoOnAsync(claim, Token.Start, cancellationToken) : Task.CompletedTask;

    /// <summary>The event is delivered again: the step that ran under it lost its worker.</summary>
    public async Task TakeOverAsync(WorkflowPlan plan, Guid instanceId, CancellationToken cancellationToken)
    {
        if (await claims.TakeOverAsync(instanceId, Token.Start, cancellationToken) is not { } claim)
            return;

        using var slot = await slots.EnterAsync(plan.WorkflowType, cancellationToken);
        await delivery.GoOnAsync(claim, Token.Start, cancellationToken);
    }
}
