using MassTransit;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Takes step messages from one queue, in a process without the store: the outcome goes back as a message.</summary>
/// <typeparam name="TQueue">Tells the queues apart, for MassTransit registers consumers by type.</typeparam>
internal sealed class RemoteStepConsumer<TQueue>(WorkflowRegistry registry, StepExecutor executor, RemoteAttempts attempts, BusSender sender, DurableWorkflowOptions options)
    : IConsumer<ExecuteStep>
{
    public async Task Consume(ConsumeContext<ExecuteStep> context)
    {
        var message = context.Message;
        var plan = registry.Find(message.Workflow, message.Version);
        if (plan?.Find(message.Node) is not StepNode step)
        {
            // Another worker of the queue may know it. If none does, the instance says so: in the error queue nobody would look for it.
            if (!await PassedOn.TryReturnAsync(context))
                await sender.SendAsync(message.ReplyTo, Answer(message, executor.Unknown(message)), context.CancellationToken);

            return;
        }

        StepFilters.Under(context);
        var redelivered = context.IsRepeated();
        using var run = await attempts.TakeAsync(message, redelivered, context.CancellationToken);
        if (run is not null && await attempts.RunAsync(plan, step, message, run, redelivered) is { } result)
            await SendAsync(message, result, context.CancellationToken);
    }

    private async Task SendAsync(ExecuteStep message, StepResult result, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(message.ReplyTo, Answer(message, result), cancellationToken, size: SizeOf(result));
        }
        catch (SendRefusedException exception)
        {
            var failed = result with { Outcome = StepOutcome.Failed, Error = ErrorText.Of(exception), Change = null, Messages = [] };
            await sender.SendAsync(message.ReplyTo, Answer(message, failed), cancellationToken);
        }
    }

    private static int SizeOf(StepResult result) => SentSize.OfText(result.Change?.Patch) + result.Messages.Sum(SentSize.OfHeld);

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
