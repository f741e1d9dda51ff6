using MassTransit;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Takes step messages from one queue, in a process without the store: the outcome goes back as a message.</summary>
/// <typeparam name="TQueue">Tells the queues apart, for MassTransit registers consumers by type.</typeparam>
internal sealed class RemoteStepConsumer<TQueue>(WorkflowRegistry registry, StepExecutor executor, RunningReports reports, BusSender sender, DurableWorkflowOptions options)
    : IConsumer<ExecuteStep>
{
    public async Task Consume(ConsumeContext<ExecuteStep> context)
    {
        var message = context.Message;
        var plan = registry.Find(message.Workflow, message.Version);
        if (plan is null && await PassedOn.TryReturnAsync(context))
            return;

        if (plan?.Find(message.Node) is not StepNode step)
            throw new UnknownStepException($"This worker knows no step '{message.Node}' of {message.Workflow} v{message.Version}. Register that version of the workflow here, or run the step on a queue of its own.");

        var attempt = executor.ExecuteAsync(plan, step, message, context.CancellationToken);
        var result = await reports.UntilEndAsync(attempt, message, context.CancellationToken);
        await sender.SendAsync(message.ReplyTo, Answer(message, result), context.CancellationToken);
    }

    private StepEnded Answer(ExecuteStep message, StepResult result) => new()
    {
        InstanceId = message.InstanceId,
        Token = message.Token,
        Attempt = message.Attempt,
        Outcome = result.Outcome,
        Patch = result.Change?.Patch,
        Reason = result.Reason,
        ReattemptAfter = result.ReattemptAfter,
        Error = result.Error,
        Messages = result.Messages,
        StartedAt = result.StartedAt,
        Duration = result.Duration,
        Worker = options.WorkerName,
    };
}
