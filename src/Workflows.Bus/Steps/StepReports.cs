using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Reports of workers without the store, in the processes that have it: whoever asks is told whether the attempt is its own.</summary>
internal sealed class StepReports(UnbrokenSends sends, ILogger<StepReports> logger)
{
    /// <summary>Whoever asks heeds the answer. Workers of earlier releases do not ask.</summary>
    public static StepRunningTrigger TriggerOf(ConsumeContext<StepRunning> context)
    {
        var report = context.Message;
        return new StepRunningTrigger(report.Token, report.Attempt, report.Worker, report.StartedAt)
        {
            MustOwn = context.ResponseAddress is not null,
            IsRedelivered = report.Redelivered,
        };
    }

    /// <summary>One attempt: a worker that hears nothing goes on, and reports again.</summary>
    public async Task AnswerAsync(ConsumeContext<StepRunning> context, RunOutcome outcome)
    {
        if (context.ResponseAddress is not { } address)
            return;

        var report = context.Message;
        var answer = new StepRunningAnswer
        {
            InstanceId = report.InstanceId,
            Token = report.Token,
            Attempt = report.Attempt,
            IsYours = outcome.IsRunBy(report.Token, report.Attempt, report.Worker, report.StartedAt),
        };
        try
        {
            // Not through the context itself: what fails there fails the report, which is recorded.
            var endpoint = await context.ReceiveContext.SendEndpointProvider.GetSendEndpoint(address);
            await sends.RunAsync(end => endpoint.Send(answer, Pipe.Execute<SendContext<StepRunningAnswer>>(send => send.RequestId = context.RequestId), end), context.CancellationToken);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            StepLog.AnswerFailed(logger, report.Worker, report.Attempt, report.InstanceId, exception);
        }
    }
}
